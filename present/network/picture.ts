import { t } from '@vscode/l10n';
import type { LayerPattern, Prediction } from '../../theory/prediction.js';
import type { Layer, PatternName, Study } from '../../theory/study.js';
import { largest, weightsOf, type PartWeights } from '../../theory/parameters.js';
import { targetFeatures } from '../../theory/target.js';
import { eigenvalueText, inputText, layerSizes, layerTitle, numbersText, outputText, rowText } from './wording.js';
import { sized } from '../formulas.js';
import { tiedMoves } from '../views/ties.js';
import { moveText } from '../views/layer.js';
import { sampleScaleText } from '../views/prediction.js';

/** A block of a network's picture: the input, a layer, or the readout. */
export interface Block {
  /** Where it stands among the parts of the network: 0 is the input. */
  readonly part: number;
  readonly role: 'input' | 'layer' | 'output';
  /** The name of a layer; `input` and `output`. */
  readonly name: string;
  /** `dense h1` */
  readonly title: string;
  /** What it is made of: `width N1 = 4096, erf`. */
  readonly facts: readonly string[];
  /** Absent where there is no prediction, and for what learns nothing: input and readout. */
  readonly pattern?: PatternName;
  /** `specialization on He₁, M ~ √(N2/d) = 2` */
  readonly does?: string;
  /** True when an identity skips it. */
  readonly isResidual: boolean;
}

/** What goes from one block to the next. */
export interface Edge {
  /** How many numbers: `N1 = 4096 numbers`. */
  readonly size: string;
  /** `r₁ = d = 64`, one a feature; `∞` where the kernel lacks it. Empty without a prediction. */
  readonly eigenvalues: readonly string[];
}

/** A network from its input to its readout, with what each layer does in a study: plain data. */
export interface NetworkPicture {
  readonly network: string;
  /** `Cubic: P* ~ √(N2·d) = 128`; the network's name alone without a prediction. */
  readonly title: string;
  readonly blocks: readonly Block[];
  /** `edges[i]` leads from `blocks[i]` to `blocks[i + 1]`. */
  readonly edges: readonly Edge[];
  /** How many layers are left out behind `blocks[after]`: a network this deep is not read block by block. */
  readonly gap?: { readonly after: number; readonly count: number };
}

/** So many layers are drawn; of deeper networks the first and the last. */
const mostLayers = 40;

/** So many r_n stand at an edge. */
const mostEigenvalues = 4;

/**
 * The picture of a study's network: sizes, the winning pattern of each layer, r_n in between.
 * @param study the question; its reference sizes give the numbers.
 * @param prediction the answer to it; without one, the network alone.
 */
export function networkPicture(study: Study, prediction?: Prediction): NetworkPicture {
  const { network, reference } = study;
  const moves = new Map(prediction?.winner.layers.map((layer) => [layer.layer, layer]));
  const weights = weightsOf(network);
  const tied = prediction ? tiedMoves(prediction, reference) : new Map<string, string>();
  const blocks: Block[] = [
    {
      part: 0,
      role: 'input',
      name: 'input',
      title: `input ${network.input.kind}`,
      facts: [inputText(network.input, reference)],
      isResidual: false,
    },
    ...network.layers.map((layer, index) =>
      layerBlock(study, layer, index, moves.get(layer.name), weights[index], tied.get(layer.name)),
    ),
    {
      part: network.layers.length + 1,
      role: 'output',
      name: 'output',
      title: `output ${network.output.kind}`,
      facts: outputText(network, prediction?.winner.readout, reference),
      isResidual: false,
    },
  ];
  const edges = network.layers.map((layer, index): Edge => {
    const size = index === 0 ? undefined : weights[index - 1]?.fanOut;
    return {
      size: index === 0 ? rowText(network.input, reference) : numbersText(size, reference),
      eigenvalues: eigenvalues(moves.get(layer.name)?.incoming, study),
    };
  });
  const last = weights[network.layers.length - 1]?.fanOut;
  edges.push({
    size: numbersText(last, reference),
    eigenvalues: eigenvalues(prediction?.winner.layers.at(-1)?.outgoing, study),
  });
  const title = prediction ? `${study.name}: ${sampleScaleText({ study, prediction })}` : network.name;
  return shortened({ network: network.name, title, blocks, edges });
}

function layerBlock(
  study: Study,
  layer: Layer,
  index: number,
  move: LayerPattern | undefined,
  weights: PartWeights | undefined,
  tied: string | undefined,
): Block {
  const { reference } = study;
  return {
    part: index + 1,
    role: 'layer',
    name: layer.name,
    title: layerTitle(layer),
    facts: [
      layerSizes(layer, reference),
      ...(weights ? [t`weights ${sized(largest(weights.counts, reference), reference)}`] : []),
    ].filter((fact) => fact !== ''),
    ...(move && {
      pattern: move.pattern,
      does: tied === undefined ? moveText(move, study) : t`${moveText(move, study)}; equal in energy: ${tied}`,
    }),
    isResidual: layer.residual,
  };
}

/** The features of the target and those that are in the kernel, the lowest degrees of them. */
function eigenvalues(table: LayerPattern['incoming'] | undefined, { target, reference }: Study): string[] {
  if (!table) return [];
  const wanted = new Set(targetFeatures(target));
  return [...table]
    .filter(([feature, value]) => value !== undefined || wanted.has(feature))
    .slice(0, mostEigenvalues)
    .map(([feature, value]) => eigenvalueText(feature, value, reference));
}

function shortened(picture: NetworkPicture): NetworkPicture {
  const { blocks, edges } = picture;
  const count = blocks.length - 2 - mostLayers;
  if (count <= 0) return picture;
  const after = mostLayers / 2;
  return {
    ...picture,
    blocks: [...blocks.slice(0, after + 1), ...blocks.slice(after + 1 + count)],
    edges: [...edges.slice(0, after), ...edges.slice(after + count)],
    gap: { after, count },
  };
}
