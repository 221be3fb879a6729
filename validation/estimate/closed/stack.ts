import { hermite } from '../../network/hermite.js';
import type { PlannedPoint } from '../../plan.js';
import { StackProblem } from '../../rate/layers/energy.js';
import { grid, type Features, type OnGrid } from '../../rate/layers/features.js';
import type { LayerState, UnitSpread } from '../../rate/layers/layer.js';
import { stackAt, type UnitLayer } from '../../rate/layers/stack.js';
import { gaussianNodes } from '../../rate/quadrature.js';
import type { Population, UnitGroup } from './population.js';

/** Degrees along w* that are told apart. */
const highest = 7;
/** Of each degree in the noise that a unit sees, up to which degree along w* the products with it are told apart. */
const noiseDegrees = [3, 3, 2] as const;
const hermites: readonly OnGrid[] = Array.from({ length: highest + 1 }, (_, n) => grid.at.map((t) => hermite(n, t)));
const strengths = gaussianNodes(0.9, 4.5);

/** A stack of dense layers in the states of the rate level, and what a readout sees of it. */
export class StackPosterior {
  readonly problem: StackProblem;
  private readonly divisor: number;

  constructor(planned: Pick<PlannedPoint, 'network' | 'target'>) {
    const stack = stackAt(planned);
    this.problem = new StackProblem(stack);
    this.divisor = (stack.layers.at(-1)?.width ?? 1) * stack.readout;
  }

  /** A state's price, and the population of units that the readout sees: the last layer's, and those that identities carry past it. */
  at(states: readonly LayerState[]): { cost: number; population: Population } {
    const { layers, degree } = this.problem.stack;
    const last = layers.length - 1;
    const incoming = this.problem.incomingAt(last, states);
    const classes = classesOf(incoming);
    const groups: UnitGroup[] = [];
    for (let index = last; index >= 0; index--) {
      const [layer, state] = [layers[index], states[index]] as [UnitLayer, LayerState];
      const seen = index === last ? incoming : this.problem.incomingAt(index, states);
      groups.push(...groupsOf(layer, state, seen, classes.length));
      if (!layer.residual) break;
    }
    const target = new Float64Array(highest + 2);
    // Of a t that has the correlation c with w*.x, He_n holds c^n of the target; what is left of it no unit holds.
    const shown = incoming.correlation ** degree;
    target[degree] = shown;
    target[highest + 1] = Math.sqrt(Math.max(1 - shown * shown, 0));
    let choices = 0;
    for (const [index, state] of states.entries()) {
      const { linearCount: linears, restCount: rests } = this.problem.incomingAt(index, states);
      choices += choiceOf((layers[index] as UnitLayer).width, state, [linears, rests]);
    }
    return {
      cost: this.problem.energy(states).cost + choices,
      population: { groups, classes, divisor: this.divisor, target, repeats: 1, beside: 0 },
    };
  }
}

/** The numbers of other functions: of each degree in the noise with each along w*, of what is not linear in the inputs, and of those that no two units share. */
function classesOf({ linearCount, restCount }: Features): number[] {
  const counts = noiseDegrees.flatMap((most, index) =>
    Array.from({ length: most + 1 }, () => Math.max(polynomials(linearCount, index + 1), 1)),
  );
  return [...counts, Math.max(restCount, 1), Infinity];
}

function polynomials(dimension: number, degree: number): number {
  let count = 1;
  for (let k = 1; k <= degree; k++) count *= (dimension + k - 1) / k;
  return count;
}

/**
 * What a layer's price is lowered by, as any M of the N units can be those that stand out, with either sign: the relative entropy of a mixture (published: Kolchinsky and Tracey, Entropy 19
 * (2017) 361, with Bhattacharyya's coefficients). Kinds that overlap count as far as they do not.
 * @returns N sum of p_i log sum of p_j exp(-B_ij) over the kinds of units, at most 0.
 */
function choiceOf(
  width: number,
  { units, strength, turned, lean, gain, others }: LayerState,
  [linears, rests]: readonly [number, number],
): number {
  const share = Math.min(units / width, 1);
  if (share === 0) return 0;
  const aside =
    (linears / 4) * mixed(turned.linear, others.linear) +
    (rests / 4) * mixed(turned.rest, others.rest) +
    mixed(1, gain) / 4;
  const between = (mean: number): number => Math.exp(-((mean - lean) ** 2 / ((1 + gain) / 2) / 8) - aside);
  const [near, far, opposite] = [between(strength), between(-strength), Math.exp(-(strength ** 2) / 2)];
  const other = 1 - share;
  const ofTurned = (close: number): number => (share / 2) * (1 + opposite) + other * close;
  return (
    width *
    ((share / 2) * (Math.log(ofTurned(near)) + Math.log(ofTurned(far))) +
      (other > 0 ? other * Math.log(other + (share / 2) * (near + far)) : 0))
  );
}

/** log of the squared mean of two variances over their product. */
const mixed = (one: number, other: number): number => Math.log((one + other) ** 2 / (4 * one * other));

function groupsOf(layer: UnitLayer, state: LayerState, seen: Features, classes: number): UnitGroup[] {
  const groups: UnitGroup[] = [];
  const turned = Math.min(state.units, layer.width);
  const add = (
    count: number,
    held: Omit<UnitGroup, 'count'>,
    spread: UnitSpread,
    variance: number | undefined,
  ): void => {
    if (!(count > 0)) return;
    const ofAll = variance !== undefined && {
      together: { count: Math.min(count, 1), others: ofMean(held.others, spread, variance) },
    };
    groups.push({ count, ...held, ...ofAll });
  };
  add(turned, heldBy(layer, seen, state.turned, [state.strength], [1], classes), state.turned, state.together);
  const spread = Math.sqrt(state.gain);
  const at = strengths.at.map((g) => state.lean + spread * g);
  const others = heldBy(layer, seen, state.others, at, strengths.weight, classes);
  add(layer.width - turned, others, state.others, state.othersTogether);
  return groups;
}

/** What is linear in the weights across, and in the inputs, is as much larger or smaller in the mean of units as those weights are. */
const ofMean = (others: Float64Array, { linear }: UnitSpread, together: number): Float64Array =>
  others.map((value, index) => (index <= noiseDegrees[0] ? (value * together) / linear : value));

/**
 * What units of some strengths hold of the functions of t, and of all others. Given t a pre-activation is Gaussian, z = s A(t) + sqrt(V(t)) g, and phi(z) the sum of b_k(t) He_k(g), with
 * b_0 = E phi and b_k = V^(k/2) E phi^(k) / sqrt(k!). The share rho(t) of V is linear in the inputs across (derived).
 */
function heldBy(
  { activation }: UnitLayer,
  seen: Features,
  across: UnitSpread,
  at: ArrayLike<number>,
  weights: ArrayLike<number>,
  classes: number,
): Pick<UnitGroup, 'values' | 'weights' | 'others'> {
  const size = highest + 2;
  const values = new Float64Array(at.length * size);
  const others = new Float64Array(classes);
  const points = grid.at.length;
  const parts = noiseDegrees.map(() => new Float64Array(points));
  for (let n = 0; n < at.length; n++) {
    const [s, weight] = [at[n] as number, weights[n] as number];
    let [left, rest] = [0, 0];
    for (let j = 0; j < points; j++) {
      const share = grid.weight[j] as number;
      const linear = across.linear * (seen.linear[j] as number);
      const variance = s * s * (seen.own[j] as number) + linear + across.rest * (seen.rest[j] as number);
      const mean = s * (seen.feature[j] as number);
      const value = share * activation.value(mean, variance);
      for (const [k, he] of hermites.entries())
        values[n * size + k] = (values[n * size + k] as number) + value * (he[j] as number);
      left += share * activation.square(mean, variance);
      const rho = variance > 0 ? linear / variance : 0;
      const b = noiseParts(activation, mean, variance);
      for (const [k, part] of parts.entries()) part[j] = share * (b[k] as number) * rho ** ((k + 1) / 2);
      rest += share * (1 - rho) * b[0] ** 2;
    }
    for (let k = 0; k <= highest; k++) left -= (values[n * size + k] as number) ** 2;
    let index = 0;
    for (const [k, part] of parts.entries()) {
      for (const he of hermites.slice(0, (noiseDegrees[k] as number) + 1)) {
        const square = part.reduce((sum, value, j) => sum + value * (he[j] as number), 0) ** 2;
        others[index] = (others[index] as number) + weight * square;
        left -= square;
        index++;
      }
    }
    if (seen.restCount > 0) {
      others[index] = (others[index] as number) + weight * rest;
      left -= rest;
    }
    others[index + 1] = (others[index + 1] as number) + weight * Math.max(left, 0);
  }
  return { values, weights: Float64Array.from(weights), others };
}

/** b_1, b_2 and b_3 of a pre-activation; derivatives of E phi' by differences. */
function noiseParts(
  { slope }: UnitLayer['activation'],
  mean: number,
  variance: number,
): readonly [number, number, number] {
  const deviation = Math.sqrt(variance);
  const step = 0.2 * deviation + 1e-3;
  const [below, here, above] = [slope(mean - step, variance), slope(mean, variance), slope(mean + step, variance)];
  return [
    deviation * here,
    (variance * (above - below)) / (2 * step * Math.SQRT2),
    (variance * deviation * (above - 2 * here + below)) / (step * step * Math.sqrt(6)),
  ];
}
