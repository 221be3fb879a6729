import { applied, countsOf, parameterAt, tolerance } from './budget-pass.js';
import {
  evaluate,
  type NumericAlternative,
  type NumericApplication,
  type NumericCap,
  type NumericMove,
  type NumericProduct,
  type NumericTable,
} from './numeric-moves.js';
import { isDegree } from '../features.js';
import type { LeastBudget, NumericReadout } from './least-budget.js';
import type { Feature } from '../study.js';

/** What happened in one application of a layer: most layers are applied once. */
export interface ApplicationTrace {
  /** The way each feature took, by index; undefined where it is not in the kernel. */
  readonly ways: readonly (NumericAlternative | undefined)[];
  /** The cap that was met, where less of the parameter counted than was paid for. */
  readonly met?: NumericCap;
  /** Bit n is set when feature number n of what it makes lies on a way to the target. */
  readonly needed: number;
}

/** What happened in one layer at the least budget. */
export interface LayerTrace {
  readonly move: NumericMove;
  /** First to last. */
  readonly applications: readonly ApplicationTrace[];
  /** Where the parameter stands: Delta spent in full, or held at a bound. */
  readonly held: 'free' | 'upper' | 'lower';
  /** True when the pattern's boost lies on a way to the target. */
  readonly used: boolean;
}

/** The decisions at the optimum: which constraint binds, which way each feature took, which parameters are held. */
export interface Trace {
  readonly layers: readonly LayerTrace[];
  /** What sets the energy: the readout of a feature, or a layer whose parameter cannot be smaller. */
  readonly binding:
    { readonly kind: 'readout'; readonly feature: number } | { readonly kind: 'lower'; readonly layer: number };
}

/** A layer gone through forwards, before it is known what was needed. */
interface Visited extends Pick<LayerTrace, 'move' | 'held'> {
  readonly passages: readonly Passage[];
}

type Passage = Omit<ApplicationTrace, 'needed'> & { needed: number };

/** Where a difference of logarithms counts as a bound being met. */
const met = 1e-7;

/** Goes forward once more at the least budget and writes down every decision. */
export function traceOf(table: NumericTable, solved: LeastBudget, readout: NumericReadout): Trace {
  const budget = solved.logEnergy + tolerance / 10;
  const { logs } = table;
  let eigenvalues: Float64Array = table.input;
  const layers: Visited[] = [];
  let heldLow: number | undefined;
  for (const move of solved.moves) {
    const parameter = parameterAt(move, eigenvalues, budget, logs);
    let held: LayerTrace['held'] = 'free';
    if (move.cost && move.upper) {
      const full = budget - evaluate(move.cost, eigenvalues, logs);
      if (full > evaluate(move.upper, eigenvalues, logs) + met) held = 'upper';
      else if (move.lower && full < evaluate(move.lower, eigenvalues, logs) + met) {
        held = 'lower';
        heldLow ??= layers.length;
      }
    }
    const passages: Passage[] = [];
    for (let time = 0; time <= move.again.length; time++) {
      const application = time === 0 ? move : move.again[time - 1];
      if (!application) continue;
      const counts = countsOf(application, eigenvalues, parameter, logs);
      const before = eigenvalues;
      const cap = application.caps.find((each) => evaluate(each, before, logs) === counts && counts < parameter - met);
      passages.push({ ways: waysOf(application, eigenvalues, counts, logs), ...(cap && { met: cap }), needed: 0 });
      eigenvalues = applied(application, eigenvalues, counts, logs, new Float64Array(eigenvalues.length));
    }
    layers.push({ move, passages, held });
  }

  let critical = -1;
  let largest = -Infinity;
  for (const feature of readout.features) {
    const value = readout.factor + (eigenvalues[feature] ?? Infinity);
    if (value > largest + tolerance) [critical, largest] = [feature, value];
  }
  const alignedByReadout = largest >= solved.logEnergy - met || heldLow === undefined;
  const withNeeds = backward(layers, readout.features);
  if (alignedByReadout) {
    // Both may bind at once; then the interior form is named, and a parameter that is just at its bound is free.
    const layersFree = withNeeds.map((layer) => (layer.held === 'lower' ? { ...layer, held: 'free' as const } : layer));
    return { layers: layersFree, binding: { kind: 'readout', feature: critical } };
  }
  return { layers: withNeeds, binding: { kind: 'lower', layer: heldLow ?? 0 } };
}

/** The way that each feature takes in one application. */
function waysOf(
  { outgoing }: NumericApplication,
  eigenvalues: Float64Array,
  parameter: number,
  logs: Float64Array,
): ApplicationTrace['ways'] {
  return outgoing.map((ways) => {
    let least = Infinity;
    let chosen: NumericAlternative | undefined;
    for (const way of ways) {
      const value = evaluate(way, eigenvalues, logs) - way.parameterPower * parameter;
      if (value < least - tolerance) {
        least = value;
        chosen = way;
      }
    }
    return chosen;
  });
}

/**
 * The highest Hermite degree of a target. Needed features are bits of a 32-bit mask: degrees 1 to 20 and the attention
 * feature have room in it, and so have the at most 10 features of a form of degree 2 or more whose products with it are 20 at most.
 */
export const highestDegree = 20;

/**
 * Makes sure that every feature has a bit in the mask of those that are needed.
 * @param features all that are tracked.
 * @throws RangeError when a degree is above `highestDegree`.
 */
export function checkDegrees(features: readonly Feature[]): void {
  for (const degree of features.filter(isDegree)) {
    if (degree > highestDegree)
      throw new RangeError(`degree ${degree} is above ${highestDegree}, the highest degree of a target`);
  }
}

/** Finds, from the readout back, which features are needed where and whether each boost lies on the way. */
function backward(layers: readonly Visited[], target: readonly number[]): LayerTrace[] {
  const traces = new Array<LayerTrace>(layers.length);
  let needed = target.reduce((bits, feature) => bits | (1 << feature), 0);
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index];
    if (!layer) continue;
    const { move, held, passages } = layer;
    let used = false;
    for (let time = passages.length - 1; time >= 0; time--) {
      const passage = passages[time];
      if (!passage) continue;
      const { ways, met: cap } = passage;
      const here = needed;
      passage.needed = here;
      needed = 0;
      for (let feature = 0; feature < ways.length; feature++) {
        const way = ways[feature];
        if (!way || !isNeeded(here, feature)) continue;
        needed |= bitsOf(way);
        if (way.parameterPower === 0) continue;
        used = true;
        needed |= bitsOf(cap);
      }
    }
    // The parameter is paid in the kernel that reaches the first application, also where it is held at its upper bound.
    if (used) needed |= bitsOf(move.cost) | (held === 'upper' ? bitsOf(move.upper) : 0);
    traces[index] = { move, held, applications: passages, used };
  }
  return traces;
}

function bitsOf(product: NumericProduct | undefined): number {
  let bits = 0;
  for (const [index] of product?.powers ?? []) bits |= 1 << index;
  return bits;
}

/** Reads a bit of `needed`. */
export function isNeeded(needed: number, feature: number): boolean {
  return (needed & (1 << feature)) !== 0;
}
