import { numericKindOf } from '../network/kinds.js';
import { inputShape } from '../network/input.js';
import type { LayerPass, NumericLayer, PlannedLayer, Shape } from '../network/layer.js';
import { roundToInteger, valuesIn } from '../network/layer.js';
import { unitsOf } from '../network/dense.js';
import { unitFunction } from '../network/activations.js';
import type { GaussianSource } from '../network/random.js';
import { fillGaussian } from '../network/random.js';
import type { Readout } from '../network/readout.js';
import { readout } from '../network/readout.js';
import { residual } from '../network/residual.js';
import { plannedUnits, readoutDivisor } from '../network/units.js';
import type { PlannedNetwork } from '../plan.js';
import { routedByBase, type RoutingContext } from './routing.js';
import { sharesOf } from './shares.js';
import type { DrawnUnits } from './weights.js';

/** A layer of a network whose weights are drawn, or one of the two parts of a recurrent one. */
export interface DrawnLayer {
  /** Which layer of the study it is, or is a part of. */
  readonly of: number;
  readonly numeric: NumericLayer;
  /** How often it is applied with the same weights. */
  readonly times: number;
  /** What of it is moved; absent where it has no weights on what comes in. */
  readonly units?: DrawnUnits;
  /** True for heads, whose scores compare tokens. */
  readonly isScored: boolean;
}

/** A network whose weights are drawn: its layers, and the readout's features. */
export interface DrawnNetwork {
  readonly input: PlannedNetwork['input'];
  readonly layers: readonly DrawnLayer[];
  readonly readout: Readout;
  /** Set before a pass. */
  readonly routing: RoutingContext;
  /**
   * How many of the readout's features each that is drawn stands for, where M units of each direction stand out.
   * @param span how many dimensions the directions of the last layer span.
   */
  countsAt(units: number, span: number): Float64Array;
  /** The features of one unit of a last layer whose units are alike, and how many of them are drawn to stand out; absent for other last layers. */
  readonly alike?: { readonly features: number; readonly turned: number };
}

/** Units drawn of a last layer for all that do not stand out, and for those of each direction that do. */
const othersDrawn = 64;
const turnedDrawn = 4;

/** Where the kernel is wanted, every unit of a last layer of so many is drawn, and of a wider one as many stand for all. */
const mostWhole = 96;

/** How a network is drawn. */
export interface DrawingOptions {
  /** How many directions the last layer's units can stand out along. */
  readonly directions: number;
  /** True where the kernel is wanted, not the overlaps alone. */
  readonly isWhole: boolean;
  /** Decides the routing of experts. */
  readonly seed: number;
}

/**
 * The layers of a network for drawing. Widths are rounded, that of a last layer of units apart, of which some stand for all. Patches see nothing of each other:
 * one of them stands for all, and the readout's scale says so.
 * @throws RangeError for a kind of layer or a size that is not known in numbers.
 */
export function drawnNetwork(network: PlannedNetwork, { directions, isWhole, seed }: DrawingOptions): DrawnNetwork {
  const { layers: planned, output } = network;
  const patches = network.input.kind === 'patches' ? roundToInteger(network.input.count) : 1;
  const input: PlannedNetwork['input'] =
    network.input.kind === 'patches' ? { ...network.input, count: 1 } : network.input;
  const lastAttention = planned.findLastIndex(({ kind }) => kind === 'attention');
  const layers: DrawnLayer[] = [];
  let shape = inputShape(input);
  const routing: RoutingContext = { bases: new Int32Array(0) };
  let counts: DrawnNetwork['countsAt'] | undefined;
  let alike: DrawnNetwork['alike'];
  let shareOfLast = 1;
  for (const [index, layer] of planned.entries()) {
    const isLast = index === planned.length - 1;
    const kind = numericKindOf(layer);
    const place = { everyToken: index < lastAttention };
    if (layer.kind === 'norm' || layer.kind === 'attention') {
      const plain = kind.make(layer, shape, place);
      const numeric = layer.residual ? residual(plain, kind.hasValues === true) : plain;
      const heads = layer.kind === 'attention' ? headsOf(layer, shape) : undefined;
      layers.push({ of: index, numeric, times: 1, isScored: heads !== undefined, ...(heads && { units: heads }) });
      shape = numeric.output;
      continue;
    }
    const { units: width, spread } = plannedUnits(layer);
    const times = layer.kind === 'recurrent' ? roundToInteger(layer.sizes['steps'] ?? 1) - 1 : 0;
    const isSampled = isLast && !layer.residual && times === 0 && !(isWhole && width <= mostWhole);
    const others = isWhole ? mostWhole : othersDrawn;
    const turned = isSampled ? directions * turnedDrawn : roundToInteger(width);
    const drawn = isSampled ? turned + others : roundToInteger(width);
    const most = Math.max(directions, 1);
    const units: DrawnUnits = {
      width: isSampled ? width : drawn,
      fanIn: shape.features,
      directions: most,
      span: most,
      form: 'units',
      rank: 1,
      drawn,
      ...(isSampled && { radiiFrom: turned }),
      turnedOf: isSampled ? () => turned : (M) => Math.min(Math.round(M) * most, drawn),
    };
    const plain = unitsOf(shape, drawn, unitFunction(layer));
    const experts = roundToInteger(layer.sizes['experts'] ?? 1);
    const active = roundToInteger(layer.sizes['active'] ?? 1);
    const isRouted = layer.sizes['experts'] !== undefined && active < experts;
    const made = isRouted && !isSampled ? routedByBase(plain, { experts, active, seed: seed + index }, routing) : plain;
    const numeric = layer.residual ? residual(made, false) : made;
    layers.push({ of: index, numeric, times: 1, units, isScored: false });
    shape = numeric.output;
    if (times > 0) {
      const step = unitsOf(shape, drawn, unitFunction(layer));
      layers.push({
        of: index,
        numeric: step,
        times,
        units: { ...units, fanIn: shape.features, form: 'tied' },
        isScored: false,
      });
    }
    if (isSampled) {
      counts = (M, span) => {
        const standing = Math.min(M * most, width);
        const shares = sharesOf(others, span);
        return Float64Array.from({ length: drawn }, (_, unit) =>
          unit < turned ? standing / turned : (width - standing) * (shares[unit - turned] as number),
        );
      };
      alike = { features: 1, turned };
      // A routing that does not look at the target leaves of a unit's overlap the share A/X, and its square times X/A counts.
      shareOfLast = (width / drawn) * spread;
    }
  }
  const sizes = planned.flatMap((layer) =>
    layer.kind === 'norm' || layer.kind === 'attention'
      ? (numericKindOf(layer).units?.(layer) ?? [])
      : [plannedUnits(layer).units],
  );
  const chi = readoutDivisor(output, sizes.at(-1) ?? 1);
  // On patches, the readout's weights are as many for each patch, or it takes the mean of all, or their sum.
  const ofPatches = output.kind === 'sum' ? 1 : patches;
  const last = readout(output.kind, shape, chi * shareOfLast * ofPatches);
  const each = new Float64Array(last.parameters).fill(1);
  return { input, layers, readout: last, routing, countsAt: counts ?? (() => each), ...(alike && { alike }) };
}

function headsOf(layer: PlannedLayer, shape: Shape): DrawnUnits {
  const heads = roundToInteger(layer.sizes['heads'] ?? 1);
  const isLowRank = layer.scores?.form === 'lowrank';
  return {
    width: heads,
    fanIn: shape.features,
    directions: 1,
    span: 1,
    form: isLowRank ? 'lowrank' : 'bilinear',
    rank: layer.scores?.form === 'lowrank' ? roundToInteger(layer.scores.rank) : 1,
    drawn: heads,
    turnedOf: (M) => Math.min(Math.round(M), heads),
  };
}

/** Standard Gaussian numbers for all weights of a layer. */
export const baseWeights = ({ numeric }: DrawnLayer, source: GaussianSource): Float64Array =>
  fillGaussian(new Float64Array(numeric.parameters), source);

/** How many of a layer's parameters `moveWeights` moves: an identity's own come behind them. */
export function movedParameters({ units, numeric }: DrawnLayer): number {
  if (!units) return 0;
  const { form, drawn, fanIn, rank } = units;
  const each = form === 'bilinear' ? fanIn * fanIn : form === 'lowrank' ? 2 * fanIn * rank : fanIn;
  return Math.min(drawn * each, numeric.parameters);
}

/** A layer's output on inputs of a group; overwritten by the next call. */
export function applyLayer(
  { numeric, times }: DrawnLayer,
  passes: readonly LayerPass[],
  parameters: Float64Array,
  input: Float64Array,
): Float64Array {
  let values = input;
  for (let time = 0; time < times; time++) {
    const pass = passes[time] as LayerPass;
    pass.forward(parameters, values);
    values = pass.output;
  }
  if (values.length % valuesIn(numeric.output) !== 0) throw new RangeError('a layer makes whole inputs');
  return values;
}

/** Multiplications of one forward pass over so many inputs. */
export function workOf({ layers, input }: DrawnNetwork, inputs: number): number {
  const { positions } = inputShape(input);
  return layers.reduce((sum, { numeric, times, isScored, units }) => {
    if (!units) return sum;
    const rows = inputs * numeric.output.positions;
    const own = isScored
      ? units.drawn * (units.form === 'lowrank' ? 2 * units.rank : units.fanIn) * units.fanIn +
        2 * units.drawn * positions * units.fanIn
      : units.drawn * (units.fanIn + activationWork);
    const back = numeric.parameters - movedParameters({ of: 0, numeric, times, isScored, units });
    return sum + rows * times * (own + back);
  }, 0);
}

/** What an activation function counts as, in multiplications. */
const activationWork = 24;
