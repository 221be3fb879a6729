import type { Features, OnGrid } from './features.js';
import { grid, normed, overlap, withNoiseSeen } from './features.js';
import { gaussianNodes, type GaussianNodes } from '../quadrature.js';
import type { UnitLayer } from './stack.js';
import { stretch } from '../shared-terms.js';

/** How one kind of units deviates from the prior: variances are in units of the prior's. */
export interface UnitSpread {
  /** Variance of the weights that see the inputs across w* linearly. */
  readonly linear: number;
  /** Variance of the other weights across. */
  readonly rest: number;
}

/**
 * What the weights of a layer do. M units (for each direction of the target) have the strength `strength` along the feature that
 * comes in; the others have strengths of mean `lean` and variance `gain`. In units of the prior's deviation.
 */
export interface LayerState {
  /** M */
  readonly units: number;
  readonly strength: number;
  readonly turned: UnitSpread;
  readonly lean: number;
  /** D */
  readonly gain: number;
  readonly others: UnitSpread;
  /** How the next layer weighs the M units (cos) against the others (sin) in its feature. */
  readonly mixing: number;
  /**
   * The variance of the weights that see the inputs linearly in the one combination of the M units, and in that of the others, with which the feature is read, over that of a unit under the
   * prior; that of `turned`, and of `others`, where it is left out. It is paid once.
   */
  readonly together?: number;
  readonly othersTogether?: number;
  /** Around a residual layer: how it weighs what came in (cos) against what the layer made (sin). */
  readonly skipMixing: number;
}

/** What a layer hands on, and what its weights pay against their prior. */
export interface LayerOutcome {
  readonly features: Features;
  readonly cost: number;
  /** The cosine between the pre-activation of one of the M units and the feature; 0 without units. */
  readonly cosine: number;
}

/** What a layer is for. */
export interface LayerContext {
  /** y on the grid, of unit norm, and its degree: He_n of w*.x is c^n He_n of a t that has the correlation c with it. */
  readonly target: OnGrid;
  readonly degree: number;
  /** k of a teacher: M units and all leanings are there for each of them. */
  readonly directions: number;
  /** True for the last layer, of which only lambda is wanted. */
  readonly last: boolean;
}

const strengths = gaussianNodes(0.75, 6);
/** Those that are not negative, with the weight of both signs: strengths of mean 0 of units of odd activation answer alike for both. */
const halfStrengths: GaussianNodes = {
  at: strengths.at.filter((g) => g >= 0),
  weight: strengths.weight
    .map((weight, index) => (strengths.at[index] === 0 ? weight : 2 * weight))
    .filter((_, index) => (strengths.at[index] as number) >= 0),
};

/** What a layer makes of what comes in before its state counts, and its last answers: most states that are asked for after each other differ in one number. */
interface Prepared {
  readonly layer: UnitLayer;
  readonly incoming: Features;
  readonly target: OnGrid;
  /** The mean square of the feature. */
  readonly mean: number;
  readonly one: Answers;
  readonly many: Answers;
}

/** So many answers are kept: one variable's two differences, and what they are taken from. */
const keptAnswers = 3;

/** The last answers of one kind of units. */
class Answers {
  private kept: { readonly key: readonly (number | undefined)[]; readonly response: Response }[] = [];

  of(key: readonly (number | undefined)[], make: () => Response): Response {
    const found = this.kept.find((one) => one.key.every((value, index) => value === key[index]));
    if (found) return found.response;
    const response = make();
    this.kept = [{ key, response }, ...this.kept.slice(0, keptAnswers - 1)];
    return response;
  }
}

const preparations = new WeakMap<Features, Prepared>();

function prepared(layer: UnitLayer, before: Features, { target, degree, last }: LayerContext): Prepared {
  const known = preparations.get(before);
  if (known?.layer === layer) return known;
  const scaled = layer.normed ? normed(before) : before;
  const incoming = last ? scaled : withNoiseSeen(scaled);
  const made: Prepared = {
    layer,
    incoming,
    target: target.map((value) => value * incoming.correlation ** degree),
    mean: overlap(incoming.feature, incoming.feature),
    one: new Answers(),
    many: new Answers(),
  };
  preparations.set(before, made);
  return made;
}

/**
 * A layer in a state, on what comes in (docs/validation.md, "Deeper networks").
 */
export function throughLayer(
  layer: UnitLayer,
  state: LayerState,
  before: Features,
  context: LayerContext,
): LayerOutcome {
  const { width: N } = layer;
  const { directions, last } = context;
  const { incoming, target, mean, ...answers } = prepared(layer, before, context);
  const turned = state.units;
  const others = Math.max(N - directions * turned, 0);
  // The other directions of a teacher are noise to a unit.
  const crowd = (directions - 1) * mean;
  const { strength, lean, gain, turned: ofTurned, others: ofOthers, together, othersTogether } = state;
  const one = answers.one.of([strength, ofTurned.linear, ofTurned.rest, together], () =>
    respond(layer, incoming, ofTurned, [strength], [1], crowd, { target, last, clean: cleaner(together, ofTurned) }),
  );
  const many = answers.many.of([lean, gain, ofOthers.linear, ofOthers.rest, othersTogether], () => {
    const { at, weight } = lean === 0 && layer.activation.isOdd ? halfStrengths : strengths;
    const spread = Math.sqrt(gain);
    const clean = cleaner(othersTogether, ofOthers);
    const strengthsHere = at.map((g) => lean + spread * g);
    const crowdHere = crowd * (gain + lean ** 2);
    return respond(layer, incoming, ofOthers, strengthsHere, weight, crowdHere, { target, last, clean });
  });
  const lambda = (turned * one.squares + others * many.squares) / N;
  const lambdaVariance = (others * Math.max(many.fourths - many.squares ** 2, 0)) / (N * N);
  const cost =
    directions * turned * (state.strength ** 2 / 2 + acrossCost(state.turned, incoming)) +
    directions * Math.min(turned, 1) * costTogether(state.together, state.turned, incoming) +
    directions * Math.min(others, 1) * costTogether(state.othersTogether, state.others, incoming) +
    others * ((directions * (state.lean ** 2 + stretch(state.gain))) / 2 + acrossCost(state.others, incoming));
  const along = state.strength ** 2 * mean;
  const cosine = turned > 0 ? Math.sqrt(along / (along + one.blur)) : 0;
  const made: Features = last
    ? { ...incoming, made: madeBy(state), lambda, lambdaVariance }
    : { ...handedOn(state, [one, many], [turned, others], N, directions, incoming), lambda, lambdaVariance };
  return { features: layer.residual ? besides(incoming, made, state.skipMixing) : made, cost, cosine };
}

const acrossCost = ({ linear, rest }: UnitSpread, { linearCount, restCount }: Features): number =>
  (linearCount * stretch(linear) + restCount * stretch(rest)) / 2;

const costTogether = (together: number | undefined, { linear }: UnitSpread, { linearCount }: Features): number =>
  together === undefined ? 0 : (linearCount * (stretch(together) - stretch(linear))) / 2;

/** By which share less of the inputs across a combination of units sees than one of them. */
const cleaner = (together: number | undefined, { linear }: UnitSpread): number =>
  together === undefined ? 0 : 1 - together / linear;

const overlapWithOne = (f: OnGrid): number => f.reduce((sum, value, j) => sum + value * (grid.weight[j] ?? 0), 0);

/** The answer of one kind of units, averaged over their strengths. */
interface Response {
  /** E <phi, y>^2 and E <phi, y>^4 */
  readonly squares: number;
  readonly fourths: number;
  /** What a weight proportional to the strength makes of them: E s psi_s(t) / sqrt(E s^2). */
  readonly feature: OnGrid;
  /** E of the variance given t, for such weights and for any. */
  readonly ownNoise: OnGrid;
  readonly noise: OnGrid;
  /** The part of it that is linear in the inputs across. */
  readonly linearNoise: OnGrid;
  /** E of the square given t. */
  readonly square: OnGrid;
  /** E psi_s(t)^2 averaged over t, and E of the square of psi_s averaged over t. */
  readonly meanSquare: number;
  readonly constantSquare: number;
  /** The variance of the pre-activation given t, averaged over t. */
  readonly blur: number;
}

function respond(
  { activation }: UnitLayer,
  incoming: Features,
  across: UnitSpread,
  at: ArrayLike<number>,
  weights: ArrayLike<number>,
  crowd: number,
  { target, last, clean }: { target: OnGrid; last: boolean; clean: number },
): Response {
  const points = grid.at.length;
  const [feature, ownNoise, noise] = [0, 0, 0].map(() => new Float64Array(points)) as [OnGrid, OnGrid, OnGrid];
  const linearNoise = new Float64Array(points);
  const square = new Float64Array(points);
  let [squares, fourths, strengthSquare, meanSquare, constantSquare, blur] = [0, 0, 0, 0, 0, 0];
  for (let n = 0; n < at.length; n++) {
    const s = at[n] as number;
    const weight = weights[n] as number;
    strengthSquare += weight * s * s;
    let [aligned, constant] = [0, 0];
    for (let j = 0; j < points; j++) {
      const linear = across.linear * (incoming.linear[j] as number);
      const variance =
        s * s * (incoming.own[j] as number) + linear + across.rest * (incoming.rest[j] as number) + crowd;
      const mean = s * (incoming.feature[j] as number);
      const value = activation.value(mean, variance);
      const share = grid.weight[j] as number;
      aligned += share * (target[j] as number) * value;
      blur += weight * share * variance;
      if (last) continue;
      constant += share * value;
      meanSquare += weight * share * value * value;
      const secondMoment = activation.square(mean, variance);
      const left = Math.max(secondMoment - value * value, 0);
      const slope = activation.slope(mean, variance);
      feature[j] = (feature[j] as number) + weight * s * value;
      const linearLeft = Math.min(slope * slope * linear, left);
      ownNoise[j] = (ownNoise[j] as number) + weight * s * s * (left - clean * linearLeft);
      noise[j] = (noise[j] as number) + weight * left;
      square[j] = (square[j] as number) + weight * secondMoment;
      linearNoise[j] = (linearNoise[j] as number) + weight * linearLeft;
    }
    squares += weight * aligned * aligned;
    fourths += weight * aligned ** 4;
    constantSquare += weight * constant * constant;
  }
  const norm = Math.sqrt(strengthSquare) || 1;
  return {
    squares,
    fourths,
    feature: feature.map((value) => value / norm),
    ownNoise: ownNoise.map((value) => value / (norm * norm)),
    noise,
    linearNoise,
    square,
    meanSquare,
    constantSquare,
    blur,
  };
}

function handedOn(
  state: LayerState,
  [one, many]: readonly [Response, Response],
  [turned, others]: readonly [number, number],
  width: number,
  directions: number,
  incoming: Features,
): Omit<Features, 'lambda' | 'lambdaVariance'> {
  const [cos, sin] = turned > 0 ? [Math.cos(state.mixing), Math.sin(state.mixing)] : [0, 1];
  const [ofOne, ofMany] = [Math.sqrt(turned / width), Math.sqrt(others / width)];
  const feature = centred(
    one.feature.map((value, j) => cos * ofOne * value + sin * ofMany * (many.feature[j] as number)),
  );
  const own = one.ownNoise.map((value, j) => (cos * cos * value + sin * sin * (many.ownNoise[j] as number)) / width);
  const shares = [(directions * turned) / width, others / width] as const;
  const mix = (f: OnGrid, g: OnGrid): OnGrid => f.map((value, j) => shares[0] * value + shares[1] * (g[j] as number));
  const linear = mix(one.linearNoise, many.linearNoise);
  const linearCount = Math.min(incoming.linearCount, Math.max(width - 1, 0));
  // What the feature leaves of functions of t is noise to the next layer; a constant is none.
  const seen = overlap(centred(many.feature), centred(many.feature));
  const unseen = Math.max(many.meanSquare - seen - many.constantSquare, 0) * shares[1];
  const rest = mix(one.noise, many.noise).map((value, j) => value - (linear[j] as number) + unseen);
  const square = mix(one.square, many.square);
  const restCount = Math.max(width - 1 - linearCount, 0);
  return {
    feature,
    own,
    linear,
    linearCount,
    rest,
    restCount,
    square,
    correlation: incoming.correlation,
    made: madeBy(state),
  };
}

const madeBy = ({ units, mixing }: LayerState): Features['made'] => ({
  units,
  onUnits: units > 0 ? Math.abs(Math.cos(mixing)) : 0,
});

function centred(f: OnGrid): OnGrid {
  const mean = overlapWithOne(f);
  return f.map((value) => value - mean);
}

/** What comes in and what the layer makes of it, side by side. */
function besides(incoming: Features, made: Features, skipMixing: number): Features {
  const [cos, sin] = [Math.cos(skipMixing), Math.sin(skipMixing)];
  const sum = (f: OnGrid, g: OnGrid): OnGrid => f.map((value, j) => value + (g[j] as number));
  return {
    feature: incoming.feature.map((value, j) => cos * value + sin * (made.feature[j] as number)),
    own: incoming.own.map((value, j) => cos * cos * value + sin * sin * (made.own[j] as number)),
    linear: sum(incoming.linear, made.linear),
    linearCount: made.linearCount,
    rest: sum(incoming.rest, made.rest),
    restCount: made.restCount,
    square: sum(incoming.square, made.square),
    correlation: made.correlation,
    made: made.made,
    lambda: incoming.lambda + made.lambda,
    lambdaVariance: incoming.lambdaVariance + made.lambdaVariance,
  };
}
