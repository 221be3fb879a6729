import { inputVariances } from '../../network/input.js';
import type { PlannedPoint } from '../../plan.js';
import { plannedUnits, readoutDivisor } from '../../network/units.js';
import { steepness } from '../../network/activations.js';
import { coefficientOf } from '../overlap.js';
import { stepsOf } from './unit-layers.js';
import type { Smoothed } from './smoothing.js';
import { smoothed, steeper } from './smoothing.js';

/** A layer of units at given sizes. */
export interface UnitLayer {
  /** N, or C of a convolution; may be a fraction. */
  readonly width: number;
  readonly activation: Smoothed;
  /** True when an identity skips it. */
  readonly residual: boolean;
  /** True when a norm stands before it. */
  readonly normed: boolean;
  /** How often it is applied with the same weights, each time to what it made. */
  readonly times: number;
}

/** The first layer of a stack whose target is of a form: it stays as drawn from the prior, and makes the form. */
export interface FormLayer {
  /** k */
  readonly degree: number;
  readonly layer: UnitLayer;
  /** c_n of its units by the logarithm of their weights' length over the root of d. */
  readonly coefficient: (degree: number) => (logQ: number) => number;
}

/** A stack of layers of units and its target, at given sizes. */
export interface Stack {
  /** d, or the patches' size. */
  readonly dimension: number;
  /** The variances of the data along each of the target's directions, and in every direction across. */
  readonly variances: { readonly along: number; readonly across: number };
  /** Those that may act on the target's feature. */
  readonly layers: readonly UnitLayer[];
  /** The layer before them that makes the form of which the target is; absent for a target along directions. */
  readonly form?: FormLayer;
  /** The degree of the target's one Hermite component. */
  readonly degree: number;
  /** k of a teacher. */
  readonly directions: number;
  /** What divides lambda: chi, times X/A of a mixture of experts, times the number of patches for flattening and averaging readouts. */
  readonly readout: number;
}

/**
 * The stack of a planned point. Widths may be fractions, as relations between sizes give them.
 * @throws RangeError for a network that is no stack of units.
 */
export function stackAt({ network, target }: Pick<PlannedPoint, 'network' | 'target'>): Stack {
  const { input, layers, output } = network;
  const isStack = (target.kind === 'hermite' || target.kind === 'hierarchical') && input.kind !== 'tokens';
  const term = isStack && target.terms.find(({ coefficient }) => coefficient !== 0);
  if (!isStack || !term) throw new RangeError('this is no stack of units');
  const directions = target.kind === 'hermite' ? target.directions : 1;
  const made = layers.flatMap((layer, index): UnitLayer[] => {
    if (layer.kind === 'norm') return [];
    const { residual } = layer;
    const { units: width } = plannedUnits(layer);
    const normed = layers[index - 1]?.kind === 'norm';
    const activation = steeper(smoothed(layer.activation), steepness(layer));
    const one: UnitLayer = { width, activation, residual, normed, times: 1 };
    const again = stepsOf(layer) - 1;
    return again > 0 ? [one, { ...one, normed: false, times: again }] : [one];
  });
  const last = layers.at(-1);
  const spread = last ? plannedUnits(last).spread : 1;
  const chi = spread * readoutDivisor(output, made.at(-1)?.width ?? 1);
  const patches = input.kind === 'patches' && output.kind !== 'sum' ? input.count : 1;
  return {
    dimension: input.kind === 'patches' ? input.size : input.dimension,
    variances: inputVariances(input, directions),
    ...(target.kind === 'hierarchical' ? behindForm(target.form, layers[0], made) : { layers: made }),
    degree: term.degree,
    directions,
    readout: chi * patches,
  };
}

/** The layers apart from the first one, which makes a form. */
function behindForm(
  degree: number,
  planned: PlannedPoint['network']['layers'][number] | undefined,
  [layer, ...layers]: readonly UnitLayer[],
): Pick<Stack, 'form' | 'layers'> {
  if (!planned || !layer) throw new RangeError('no layer makes the form');
  const steep = Math.log(steepness(planned));
  const coefficient = (n: number): ((logQ: number) => number) => {
    const held = coefficientOf(planned.activation ?? '', n);
    return (logQ) => held(logQ + steep);
  };
  return { form: { degree, layer, coefficient }, layers };
}
