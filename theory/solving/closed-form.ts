import Fraction from 'fraction.js';
import { Monomial } from '../monomial.js';
import type { MoveTable } from './moves.js';
import type { NumericProduct } from './numeric-moves.js';
import type { Product } from '../kinds/index.js';
import type { Trace } from './trace.js';

/** The exact energy of an assignment at its optimum, with the dual weights that prove it. */
export interface ClosedForm {
  readonly energy: Monomial;
  /** lambda of each layer's Delta term; with `readoutWeight` they sum to 1. */
  readonly weights: readonly Fraction[];
  readonly readoutWeight: Fraction;
}

/**
 * The closed form E = product of term_k to the lambda_k.
 *
 * In logarithms an assignment is the linear program: minimise the largest of the terms Delta_l and a_y over the
 * parameters. The binding term is followed from the readout back to the data. Each time it is divided by a parameter
 * that is paid in full, M_l = Delta_l / cost, that layer's term enters once: with m_l such visits the optimal dual
 * weights are lambda_y = 1/(1 + sum m), lambda_l = m_l/(1 + sum m). They sum to 1 and cancel every free parameter, so by
 * duality the product of the terms is the optimum, in exact rationals (theory, "Solving it").
 */
export function closedForm(table: MoveTable, trace: Trace, readoutFactor: Monomial): ClosedForm {
  const constants = new Map<Monomial, number>();
  const raise = (monomial: Monomial, power: number): void => {
    if (power !== 0 && !monomial.isOne) constants.set(monomial, (constants.get(monomial) ?? 0) + power);
  };
  const { features } = table;
  const visits = new Array<number>(trace.layers.length).fill(0);
  let weights = new Float64Array(features.length);
  const multiply = (into: Float64Array, exact: Product, numeric: NumericProduct, power: number): void => {
    raise(exact.constant, power);
    for (const [index, exponent] of numeric.powers) into[index] = (into[index] ?? 0) + exponent * power;
  };

  let from = trace.layers.length - 1;
  if (trace.binding.kind === 'readout') {
    raise(readoutFactor, 1);
    weights[trace.binding.feature] = 1;
  } else {
    // The layer that cannot spend less sets the energy: Delta at its lower bound, in the kernel that reaches it.
    from = trace.binding.layer;
    const { cost, lower, source } = trace.layers[from]?.move ?? {};
    if (cost && source?.parameter) multiply(weights, source.parameter.cost, cost, 1);
    if (lower && source?.parameter?.lower) multiply(weights, source.parameter.lower, lower, 1);
    from--;
  }
  for (let index = from; index >= 0; index--) {
    const layer = trace.layers[index];
    if (!layer) continue;
    const { move, held } = layer;
    /** How often the parameter divides the binding term. */
    let divisions = 0;
    for (let time = layer.applications.length - 1; time >= 0; time--) {
      const application = layer.applications[time];
      if (!application) continue;
      const before = new Float64Array(features.length);
      const { met } = application;
      for (let feature = 0; feature < weights.length; feature++) {
        const weight = weights[feature] ?? 0;
        const way = application.ways[feature];
        if (weight === 0 || !way) continue;
        multiply(before, way.source, way, weight);
        const power = way.parameterPower * weight;
        if (power === 0) continue;
        if (met) multiply(before, met.source, met, -power);
        else divisions += power;
      }
      weights = before;
    }
    const parameter = move.source.parameter;
    if (divisions === 0 || !parameter || !move.cost || !move.upper) continue;
    if (held === 'upper') multiply(weights, parameter.upper, move.upper, -divisions);
    else if (held === 'lower' && move.lower && parameter.lower)
      multiply(weights, parameter.lower, move.lower, -divisions);
    else {
      multiply(weights, parameter.cost, move.cost, divisions);
      visits[index] = divisions;
    }
  }
  features.forEach((feature, index) => {
    const incoming = table.input.get(feature);
    if (incoming) raise(incoming, weights[index] ?? 0);
  });

  const total = 1 + visits.reduce((sum, count) => sum + count, 0);
  let product = Monomial.one;
  for (const [monomial, power] of constants) product = product.times(monomial.power(power));
  const share = (count: number): Fraction => new Fraction(count, total);
  const layerWeights = visits.map(share);
  if (trace.binding.kind === 'lower')
    layerWeights[trace.binding.layer] = (layerWeights[trace.binding.layer] ?? share(0)).add(share(1));
  return {
    energy: product.power(share(1)),
    weights: layerWeights,
    readoutWeight: share(trace.binding.kind === 'readout' ? 1 : 0),
  };
}
