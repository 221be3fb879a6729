import { gapMark } from '../../language/gap-mark.js';
import type { InputKindName } from '../../theory/input.js';
import { layerKinds } from '../../theory/kinds/index.js';
import { isRefusal } from '../../theory/kinds/refusal.js';
import { importedKinds, keywordOf } from './kinds.js';
import { Names } from './names.js';
import type { Gap, ImportedLayer, ImportedNetwork, ImportedPart } from './network.js';
import { Scales } from './sizes.js';

/** A reference value for a length that the model leaves open. */
const openLength = 64;

/**
 * An imported network as a file of the language, without a study.
 * @returns its text, and the name of its network; undefined for the network when no layer of it could be imported.
 */
export function archText(imported: ImportedNetwork): { readonly text: string; readonly network: string | undefined } {
  const { origin } = imported;
  const { parts, readout } = withoutReadout(withPatchesAsTokens(imported.parts));
  const names = new Names();
  const scales = new Scales();
  const input = inputKind(parts, imported);
  const inputLine = inputText(input, parts, imported, scales);
  const lines = parts.flatMap((part) =>
    part.kind === 'gap' ? gapLines(part) : layerLines(part, input, names, scales),
  );
  const isEmpty = !lines.some((line) => !line.startsWith('//'));
  const head = [
    `// Imported from ${plain(origin)}.`,
    '// A model does not say what it learned, nor how its weights were scaled: read the target and the study below as a',
    '// beginning, and give the study its samples.',
    '',
  ];
  if (isEmpty) return { text: [...head, ...lines, ''].join('\n'), network: undefined };
  const network = new Names().give(imported.name, 'Imported');
  const output = input === 'patches' ? `output ${imported.patchReadout ?? 'flatten'}` : 'output linear';
  const begin =
    parts[0]?.kind === 'gap' ? ['// The input stands for what comes out of the parts that were not imported.'] : [];
  const body = [...begin, inputLine, ...lines, ...outputRemarks(readout), output].map((line) => `  ${line}`);
  const text = [...head, ...scales.declarations(), '', `network ${network} {`, ...body, '}', ''].join('\n');
  return { text, network };
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
  if (!isSums || !parts.slice(0, -1).some(({ kind }) => kind === 'layer')) return { parts, readout: undefined };
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
  const isTokenWise = inputShape.length > 1 && first?.keyword === 'dense' && first.fanIn === inputShape.at(-1);
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

function layerLines(layer: ImportedLayer, input: InputKindName, names: Names, scales: Scales): string[] {
  const { keyword, name, sizes, activation, rank, isResidual, projection, remarks, lacks = [] } = layer;
  const [first] = sizes;
  const kind = importedKinds[keyword];
  if (isRefusal(kind) || !layerKinds.get(keyword)?.accepts.includes(input)) {
    const size = first ? ` (${first.argument} ${first.value})` : '';
    return gapLines({
      kind: 'gap',
      text: `${keywordOf(keyword)} ${name}${size} does not stand behind input ${input}.`,
    });
  }
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
