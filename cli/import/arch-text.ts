import { gapMark } from '../../language/import-marks.js';
import type { InputKindName } from '../../theory/input.js';
import { layerKinds } from '../../theory/kinds/index.js';
import { isRefusal } from '../../theory/kinds/refusal.js';
import { importedKinds, keywordOf } from './kinds.js';
import { Names } from './names.js';
import type { Coverage, Gap, ImportedLayer, ImportedModel, ImportedNetwork, ImportedPart, Missing } from './network.js';
import { Scales } from './sizes.js';

/** A reference value for a length that the model leaves open. */
const openLength = 64;

/** A layer that the language cannot take where it stands. */
interface Refused {
  readonly layer: ImportedLayer;
  readonly reason: string;
}

/** The text of a file of the language for an imported model, without studies. */
export interface ArchText {
  readonly text: string;
  /** The names of its networks, and what they begin with; none where no layer could be imported. */
  readonly networks: readonly { readonly name: string; readonly isOnTokens: boolean }[];
  /** The coverage of the model by this file. */
  readonly coverage: Coverage;
}

/** An imported model as a file of the language, without a study. */
export function archText({ origin, networks, coverage }: ImportedModel): ArchText {
  const scales = new Scales();
  const names = new Names();
  const written = networks.map((network) => networkText(network, scales, names));
  const refused = written.flatMap((one) => one.refused);
  const whole = withRefused(
    coverage,
    refused,
    written.flatMap(({ none }) => none),
  );
  const head = [
    `// Imported from ${plain(origin)}.`,
    '// A model does not say what it learned, nor how its weights were scaled: the target of a study here is a placeholder.',
    ...(networks.length > 1 ? ['// The model takes one of two branches as it runs: each is a network here.'] : []),
    '',
  ];
  const bodies = written.flatMap(({ lines }, index) => (index > 0 ? ['', ...lines] : lines));
  return {
    text: [...head, ...scales.declarations(), '', ...bodies, ''].join('\n'),
    networks: written.flatMap(({ name, isOnTokens }) => (name === undefined ? [] : [{ name, isOnTokens }])),
    coverage: whole,
  };
}

function networkText(
  network: ImportedNetwork,
  scales: Scales,
  networkNames: Names,
): {
  readonly lines: string[];
  readonly name: string | undefined;
  readonly isOnTokens: boolean;
  readonly refused: readonly Refused[];
  readonly none: readonly Missing[];
} {
  const { parts, readout } = withoutReadout(withPatchesAsTokens(network.parts));
  const names = new Names();
  const input = inputKind(parts, network);
  const refused = parts.flatMap((part) => {
    const reason = part.kind === 'layer' ? refusal(part, input) : undefined;
    return part.kind === 'layer' && reason !== undefined ? [{ layer: part, reason }] : [];
  });
  const isEmpty = !parts.some((part) => part.kind === 'layer' && refusal(part, input) === undefined);
  if (isEmpty) {
    const reason = readout
      ? `The readout ${readout.name} stands behind what was not imported: the language has no network without a layer.`
      : 'The model has no layer of the language.';
    const lines = [...parts.flatMap((part) => refusedLines(part, input)), ...gapLines({ kind: 'gap', text: reason })];
    const all = readout ? [...refused, { layer: readout, reason }] : refused;
    const none = readout || parts.length > 0 ? [] : [{ name: network.name, what: 'no layer', reason }];
    return { lines, name: undefined, isOnTokens: false, refused: all, none };
  }
  const inputLine = inputText(input, parts, network, scales);
  const lines = parts.flatMap((part) =>
    part.kind === 'gap' ? gapLines(part) : layerLines(part, input, names, scales),
  );
  const name = networkNames.give(network.name, 'Imported');
  const output = input === 'patches' ? `output ${network.patchReadout ?? 'flatten'}` : 'output linear';
  const begin = [
    ...(parts[0]?.kind === 'gap'
      ? ['// The input stands for what comes out of the parts that were not imported.']
      : []),
    ...(network.dataRemarks ?? []).map((remark) => `// ${plain(remark)}`),
  ];
  const body = [...begin, inputLine, ...lines, ...outputRemarks(readout), output].map((line) => `  ${line}`);
  return {
    lines: [`network ${name} {`, ...body, '}'],
    name,
    isOnTokens: input === 'tokens' && parts.some((part) => part.kind === 'layer' && isAttention(part)),
    refused,
    none: [],
  };
}

/** The coverage where some of what was found does not come into the file. */
function withRefused(coverage: Coverage, refused: readonly Refused[], none: readonly Missing[]): Coverage {
  const missing = refused.map(({ layer, reason }) => ({
    name: layer.name || layer.keyword,
    what: layer.keyword,
    reason,
  }));
  const lost = refused.reduce((sum, { layer: { weightCount = 1 } }) => sum + weightCount, 0);
  return {
    ...coverage,
    imported: Math.max(0, coverage.imported - lost),
    missing: [...coverage.missing, ...missing, ...none],
  };
}

/** A part of a network that the language cannot say, in comments. */
function refusedLines(part: ImportedPart, input: InputKindName): string[] {
  return gapLines(part.kind === 'gap' ? part : { kind: 'gap', text: refusal(part, input) ?? '' });
}

/** Patches that attention takes are tokens, and a convolution of one patch at a time is a layer on every token. */
function withPatchesAsTokens(parts: readonly ImportedPart[]): readonly ImportedPart[] {
  const attends = parts.some((part) => part.kind === 'layer' && isAttention(part));
  if (!attends) return parts;
  return parts.map((part) => {
    if (part.kind === 'gap' || part.keyword !== 'conv') return part;
    const sizes = part.sizes.map(({ value }) => ({ argument: 'width', value }) as const);
    return { ...part, keyword: 'dense', sizes };
  });
}

function isAttention({ keyword }: ImportedLayer): boolean {
  return keyword === 'attention' || keyword === 'block';
}

/** The last layer is the readout where nothing follows its sums. */
function withoutReadout(parts: readonly ImportedPart[]): {
  readonly parts: readonly ImportedPart[];
  readonly readout: ImportedLayer | undefined;
} {
  const last = parts.at(-1);
  const isSums = last?.kind === 'layer' && last.keyword === 'dense' && last.activation === 'linear' && !last.isResidual;
  // A network needs a layer: a model that is nothing but sums is one.
  if (!isSums || parts.length === 1) return { parts, readout: undefined };
  return { parts: parts.slice(0, -1), readout: last };
}

function outputRemarks(readout: ImportedLayer | undefined): string[] {
  if (!readout) return ['// The model has no linear readout: this one is added.'];
  const outputs = readout.sizes[0]?.value ?? 1;
  return outputs > 1 ? [`// ${outputs} outputs in the model, of which one is like another.`] : [];
}

/** Patches where a convolution comes first, tokens where there is attention, else one row of numbers. */
function inputKind(parts: readonly ImportedPart[], { inputShape }: ImportedNetwork): InputKindName {
  const layers = parts.filter((part) => part.kind === 'layer');
  const [first] = layers;
  if (first?.keyword === 'conv') return 'patches';
  // A dense layer on every token takes the last side of the data, one on all of them their product.
  const taking = layers.find(({ keyword }) => keyword !== 'norm');
  const isTokenWise = inputShape.length > 1 && taking?.keyword === 'dense' && taking.fanIn === inputShape.at(-1);
  return layers.some(isAttention) || (isTokenWise && parts[0]?.kind === 'layer') ? 'tokens' : 'gaussian';
}

function inputText(
  kind: InputKindName,
  parts: readonly ImportedPart[],
  { inputShape }: ImportedNetwork,
  scales: Scales,
): string {
  const first = parts.find((part) => part.kind === 'layer');
  const dimension = parts.flatMap((part) => (part.kind === 'layer' ? (part.fanIn ?? []) : []))[0] ?? inputShape.at(-1);
  switch (kind) {
    case 'patches': {
      const { count = 0, size = 1 } = first?.patches ?? {};
      return `input patches(${scales.of('patches', count > 0 ? count : openLength)}, ${scales.of('numbers', size, 'S')})`;
    }
    case 'gaussian':
      return `input gaussian(${scales.of('numbers', dimension ?? openLength, 'd')})`;
    case 'tokens': {
      const d = scales.of('numbers', dimension ?? openLength, 'd');
      // Of words there are as many as tokens; of pictures, as patches.
      const length = first?.patches ? first.patches.count : inputShape.at(inputShape.length === 1 ? 0 : -2);
      return `input tokens(${scales.of('tokens', length || openLength)}, ${d})`;
    }
  }
}

/** Why the language cannot take a layer behind an input; undefined where it can. */
function refusal({ keyword, name, sizes: [first] }: ImportedLayer, input: InputKindName): string | undefined {
  if (!isRefusal(importedKinds[keyword]) && layerKinds.get(keyword)?.accepts.includes(input)) return undefined;
  const size = first ? ` (${first.argument} ${first.value})` : '';
  return `${keywordOf(keyword)} ${name}${size} does not stand behind input ${input}.`;
}

function layerLines(layer: ImportedLayer, input: InputKindName, names: Names, scales: Scales): string[] {
  const { keyword, name, sizes, activation, rank, isResidual, projection, remarks, lacks = [] } = layer;
  const kind = importedKinds[keyword];
  const reason = refusal(layer, input);
  if (isRefusal(kind) || reason !== undefined) return gapLines({ kind: 'gap', text: reason ?? '' });
  const written = sizes.map(({ argument, value }) => {
    if (argument === 'heads') return `heads: ${scales.of('heads', value)}`;
    if (argument === 'steps') return `steps: ${value}`;
    return `${argument}: ${scales.of('numbers', value, argument === 'channels' ? 'C' : undefined)}`;
  });
  const given = [
    ...written,
    ...(activation === undefined ? [] : [`activation: ${activation}`]),
    ...(rank === undefined ? [] : [`scores: lowrank(${scales.of('rank', rank)})`]),
  ];
  const list = given.length > 0 ? ` (${given.join(', ')})` : '';
  const behind = `The weights ${projection ?? ''} behind it are taken together with those of what follows.`;
  return [
    ...lacks.flatMap((text) => gapLines({ kind: 'gap', text })),
    ...[...remarks, ...(projection === undefined ? [] : [behind])].map((remark) => `// ${plain(remark)}`),
    `${isResidual ? 'residual ' : ''}${keywordOf(keyword)} ${names.give(name, kind.fallback)}${list}`,
  ];
}

function gapLines({ text }: Gap): string[] {
  return [`// ${gapMark}${plain(text)}`];
}

/** Text of a model on one line of a comment. */
function plain(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);
}
