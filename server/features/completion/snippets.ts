import { layerArguments, layerKinds } from '../../../theory/kinds/index.js';

const ofWords = (size: string): Record<string, string> => ({
  import: 'import "${1:./common.arch}"',
  scale: 'scale ${1:d} = ${2:64}',
  network: `network \${1:Name} {\n  input gaussian(\${2:${size}})\n  dense \${3:h1} (width: \${4:${size}}, activation: \${5:erf})\n  output linear\n}`,
  target: 'target ${1:cubic} = ${2:he(3)}',
  validate: 'validate {\n  $0\n}',
  gaussian: `gaussian(\${1:${size}})`,
  data: 'data("${1:features.csv}", label: ${2:y})',
  patches: `patches(\${1:${size}}, \${2:${size}})`,
  tokens: `tokens(\${1:${size}}, \${2:${size}})`,
  he: 'he(${1:3})',
  teacher: 'teacher(${1:2}, ${2:he(3)})',
  hierarchical: 'hierarchical(${1:2}, ${2:he(3)})',
  attentive: 'attentive(3)',
  lowrank: `lowrank(\${1:${size}})`,
  norm: 'norm ${1:n1}',
  output: 'output ${1|linear,flatten,mean,sum|}',
  residual: `residual dense \${1:r1} (width: \${2:${size}}, activation: \${3:erf})`,
  recurrent: `recurrent dense \${1:r1} (width: \${2:${size}}, activation: \${3:erf}, steps: \${4:8})`,
});

const ofSettings = (scale: string): Record<string, string> => ({
  sweep: `sweep: \${1:${scale}} from \${2:128} to \${3:4096}`,
  follow: `follow: \${1:${scale}} ~ \${2:4}`,
  samples: `samples: \${1:10 * ${scale}}, \${2:20 * ${scale}}, \${3:40 * ${scale}}`,
  scan: 'scan: ridge from ${1:0.1} to ${2:1}',
  points: 'points: ${1:7}',
  seeds: 'seeds: ${1:4}',
  threshold: 'threshold: ${1:0.5}',
  level: 'level: ${1|rate,estimate,training,descent|}',
  preset: 'preset: ${1|quick,full|}',
  engine: 'engine: ${1|auto,js,torch,webgpu|}',
  optimiser: 'optimiser: ${1|sgd,gd,onepass,adam,adamw|}',
});

/** Names that a file declares already, for the places of snippets. */
export interface DeclaredNames {
  readonly scale: string | undefined;
  readonly network: string | undefined;
  readonly target: string | undefined;
}

/** What the key of a setting of a validation is completed to, with a size of the file in its places. */
export function settingSnippet(keyword: string, { scale = 'd' }: DeclaredNames): string {
  return ofSettings(scale)[keyword] ?? `${keyword}: $0`;
}

/** What stands in the place behind a key until it is typed over: always something that is legal there. */
const ofKeys: Readonly<Record<string, string>> = {
  activation: '${1:erf}',
  scores: '${1|bilinear,lowrank(1)|}',
  scaling: '${1|standard,meanfield|}',
  variance: '${1:1}',
  signal: '${1:2}',
  samples: '${1:1000}',
  ridge: '${1:1}',
  noise: '${1:0.1}',
};

/** Words that are followed by a colon. */
const keys: ReadonlySet<string> = new Set([...layerArguments, ...Object.keys(ofKeys)]);

/**
 * What a keyword is completed to, with places to fill in; undefined for words that stand alone.
 * @param names those of the file, for its places.
 * @param isKey true where the word is the key of an argument or property: `network: ` in a study.
 */
export function snippetOf(keyword: string, isKey: boolean, names: DeclaredNames): string | undefined {
  if (isKey && (keyword === 'network' || keyword === 'target')) return `${keyword}: \${1:${names[keyword] ?? ''}}`;
  if (isKey || keys.has(keyword)) return `${keyword}: ${ofKeys[keyword] ?? '${1:64}'}`;
  if (keyword === 'study')
    return `study \${1:Name} {\n  network: \${2:${names.network ?? 'Network'}}\n  target: \${3:${names.target ?? 'target'}}\n}`;
  const size = names.scale ?? '64';
  return ofWords(size)[keyword] ?? layerSnippet(keyword, size);
}

function layerSnippet(keyword: string, size: string): string | undefined {
  const kind = layerKinds.get(keyword);
  if (!kind) return undefined;
  const needed = kind.sizes.filter(({ isOptional }) => !isOptional);
  const taken = [...needed.map(({ name }) => `${name}: `), ...(kind.takesActivation ? ['activation: '] : [])];
  const places = taken.map(
    (argument, index) =>
      `${argument}\${${index + 2}:${argument === 'activation: ' ? 'erf' : argument === 'heads: ' ? '1' : size}}`,
  );
  return `${keyword} \${1:${keyword.slice(0, 1)}1} (${places.join(', ')})`;
}
