import { evaluate, type NumericAlternative, type NumericMove, type NumericTable } from './numeric-moves.js';
import { outgoing, parameterAt, tolerance } from './budget-pass.js';
import type { LeastBudget, NumericReadout } from './least-budget.js';

/** What happened in one layer at the least budget. */
export interface LayerTrace {
  readonly move: NumericMove;
  /** The way each feature took, by index; undefined where it is not in the kernel. */
  readonly ways: readonly (NumericAlternative | undefined)[];
  /** Where the parameter stands: Delta spent in full, or held at a bound. */
  readonly held: 'free' | 'upper' | 'lower';
  /** Bit n is set when feature number n of this layer's result lies on a way to the target. */
  readonly needed: number;
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

/** Where a difference of logarithms counts as a bound being met. */
const met = 1e-7;

/** Goes forward once more at the least budget and writes down every decision. */
export function traceOf(table: NumericTable, solved: LeastBudget, readout: NumericReadout): Trace {
  const budget = solved.logEnergy + tolerance / 10;
  const { logs } = table;
  let eigenvalues: Float64Array = table.input;
  const layers: Omit<LayerTrace, 'needed' | 'used'>[] = [];
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
    const incoming: Float64Array = eigenvalues;
    const ways = table.features.map((_, feature) => {
      let least = Infinity;
      let chosen: NumericAlternative | undefined;
      for (const way of move.outgoing[feature] ?? []) {
        const value = evaluate(way, incoming, logs) - way.parameterPower * parameter;
        if (value < least - tolerance) {
          least = value;
          chosen = way;
        }
      }
      return chosen;
    });
    layers.push({ move, ways, held });
    eigenvalues = outgoing(move, eigenvalues, parameter, logs);
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

/** Finds, from the readout back, which features are needed where and whether each boost lies on the way. */
function backward(layers: readonly Omit<LayerTrace, 'needed' | 'used'>[], target: readonly number[]): LayerTrace[] {
  let needed = target.reduce((bits, feature) => bits | (1 << feature), 0);
  return layers
    .toReversed()
    .map((layer): LayerTrace => {
      const here = needed;
      let used = false;
      needed = 0;
      for (let feature = 0; feature < layer.ways.length; feature++) {
        const way = layer.ways[feature];
        if (!way || !isNeeded(here, feature)) continue;
        for (const [index] of way.powers) needed |= 1 << index;
        if (way.parameterPower === 0) continue;
        used = true;
        const paid = layer.held === 'upper' ? layer.move.upper : layer.move.cost;
        for (const [index] of paid?.powers ?? []) needed |= 1 << index;
      }
      return { move: layer.move, ways: layer.ways, held: layer.held, needed: here, used };
    })
    .reverse();
}

/** Reads a bit of `needed`. */
export function isNeeded(needed: number, feature: number): boolean {
  return (needed & (1 << feature)) !== 0;
}
