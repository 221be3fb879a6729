import { layerArguments, layerKinds } from '../../../theory/kinds/index.js';

const ofWords: Record<string, string> = {
  import: 'import "${1:./common.arch}"',
  scale: 'scale ${1:d} = ${2:64}',
  network:
    'network ${1:Name} {\n  input gaussian(${2:d})\n  dense ${3:h1} (width: ${4:N}, activation: ${5:erf})\n  output linear\n}',
  target: 'target ${1:cubic} = ${2:he(3)}',
  study: 'study ${1:Name} {\n  network: ${2:Network}\n  target: ${3:target}\n}',
  validate: 'validate {\n  $0\n}',
  gaussian: 'gaussian(${1:d})',
  data: 'data("${1:features.csv}", label: ${2:y})',
  patches: 'patches(${1:n}, ${2:S})',
  tokens: 'tokens(${1:L}, ${2:d})',
  he: 'he(${1:3})',
  teacher: 'teacher(${1:k}, ${2:he(3)})',
  hierarchical: 'hierarchical(${1:2}, ${2:he(3)})',
  attentive: 'attentive(3)',
  lowrank: 'lowrank(${1:dk})',
  norm: 'norm ${1:n1}',
  recurrent: 'recurrent dense ${1:r1} (width: ${2}, activation: ${3:erf}, steps: ${4:8})',
};

const ofSettings: Record<string, string> = {
  sweep: 'sweep: ${1:d} from ${2:128} to ${3:4096}',
  follow: 'follow: ${1:N} ~ ${2:4 * d}',
  samples: 'samples: ${1:10 * d}, ${2:20 * d}, ${3:40 * d}',
  scan: 'scan: ridge from ${1:0.1} to ${2:1}',
  points: 'points: ${1:7}',
  seeds: 'seeds: ${1:4}',
  threshold: 'threshold: ${1:0.5}',
};

/** What the key of a setting of a validation is completed to. */
export function settingSnippet(keyword: string): string {
  return ofSettings[keyword] ?? `${keyword}: $0`;
}

/** Words that are followed by a colon. */
const keys: ReadonlySet<string> = new Set([...layerArguments, 'signal', 'scaling', 'samples', 'ridge', 'noise']);

/**
 * What a keyword is completed to, with places to fill in; undefined for words that stand alone.
 * @param isKey true where the word is the key of an argument or property: `network: ` in a study.
 */
export function snippetOf(keyword: string, isKey: boolean): string | undefined {
  if (isKey || keys.has(keyword)) return `${keyword}: $0`;
  return ofWords[keyword] ?? layerSnippet(keyword);
}

function layerSnippet(keyword: string): string | undefined {
  const kind = layerKinds.get(keyword);
  if (!kind) return undefined;
  const needed = kind.sizes.filter(({ isOptional }) => !isOptional);
  const taken = [...needed.map(({ name }) => `${name}: `), ...(kind.takesActivation ? ['activation: '] : [])];
  const places = taken.map(
    (argument, index) => `${argument}\${${index + 2}${argument === 'activation: ' ? ':erf' : ''}}`,
  );
  return `${keyword} \${1:${keyword.slice(0, 1)}1} (${places.join(', ')})`;
}
