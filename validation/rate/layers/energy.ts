import type { Features, OnGrid } from './features.js';
import { grid, inputFeatures, normed, overlap, withNoiseSeen } from './features.js';
import { formFeatures } from './form.js';
import type { LayerOutcome, LayerState } from './layer.js';
import type { Stack } from './stack.js';
import { throughLayer } from './layer.js';
import { throughTied } from './tied.js';
import { hermite } from '../../network/hermite.js';

/** U of a state of all layers, and its parts. */
export interface StackEnergy {
  readonly energy: number;
  readonly cost: number;
  readonly lambda: number;
  /** For each layer the cosine of its M units with their feature. */
  readonly cosines: readonly number[];
}

/** Computes U of states of one stack. What a layer hands on is kept until its state or one before it changes. */
export class StackProblem {
  private readonly target: OnGrid;
  private readonly input: Features;
  private kept: { readonly state: LayerState; readonly outcome: LayerOutcome }[] = [];

  constructor(readonly stack: Stack) {
    this.target = grid.at.map((t) => hermite(stack.degree, t));
    const { form } = stack;
    this.input = form ? formFeatures({ ...stack, form }, this.target) : inputFeatures(stack, this.target);
  }

  /**
   * U at alignment 1 (docs/validation.md, "Deeper networks"): the relative entropy of the weights to their prior, and the mean of
   * 1/(2 lambda) + (k/2) log lambda, to second order in the fluctuations of lambda.
   */
  energy(states: readonly LayerState[]): StackEnergy {
    const { layers, directions, readout } = this.stack;
    const outcomes = layers.map((_, index) => this.outcome(index, states));
    const features = outcomes.at(-1)?.features ?? this.input;
    const cost = outcomes.reduce((sum, outcome) => sum + outcome.cost, 0);
    const lambda = features.lambda / readout;
    const fluctuation = 1 + features.lambdaVariance / features.lambda ** 2;
    const energy = cost + fluctuation / (2 * lambda) + (directions / 2) * Math.log(lambda);
    const cosines = outcomes.map(({ cosine }) => cosine);
    return { energy: Number.isFinite(energy) ? energy : Infinity, cost, lambda, cosines };
  }

  /** The root mean square of the feature that comes into a layer, for one unit of strength. */
  incomingFeature(index: number, states: readonly LayerState[]): number {
    const { feature } = index > 0 ? this.outcome(index - 1, states).features : this.input;
    return Math.sqrt(overlap(feature, feature));
  }

  /** What a layer's units see of a state, with the noise that all of them share in t. */
  incomingAt(index: number, states: readonly LayerState[]): Features {
    const before = index > 0 ? this.outcome(index - 1, states).features : this.input;
    return withNoiseSeen(this.stack.layers[index]?.normed ? normed(before) : before);
  }

  private outcome(index: number, states: readonly LayerState[]): LayerOutcome {
    const before = index > 0 ? this.outcome(index - 1, states).features : this.input;
    const [layer, state] = [this.stack.layers[index], states[index]];
    if (!layer || !state) throw new RangeError('each layer needs a state');
    const cached = this.kept[index];
    if (cached && sameState(cached.state, state)) return cached.outcome;
    const last = index === this.stack.layers.length - 1;
    const { directions, degree } = this.stack;
    const through = layer.times > 1 ? throughTied : throughLayer;
    const outcome = through(layer, state, before, { target: this.target, degree, directions, last });
    this.kept.length = Math.min(this.kept.length, index);
    this.kept[index] = { state, outcome };
    return outcome;
  }
}

function sameState(one: LayerState, other: LayerState): boolean {
  return (
    one.units === other.units &&
    one.strength === other.strength &&
    one.turned.linear === other.turned.linear &&
    one.turned.rest === other.turned.rest &&
    one.lean === other.lean &&
    one.gain === other.gain &&
    one.others.linear === other.others.linear &&
    one.others.rest === other.others.rest &&
    one.mixing === other.mixing &&
    one.together === other.together &&
    one.othersTogether === other.othersTogether &&
    one.skipMixing === other.skipMixing
  );
}
