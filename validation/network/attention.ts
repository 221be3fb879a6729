import { attentionOnCore } from '../core/tokens.js';
import type {
  LayerPass,
  LayerPlace,
  NumericKind,
  NumericLayer,
  PlannedLayer,
  Shape,
  SpecialisedStart,
} from './layer.js';
import { queryPosition } from './input.js';
import { integerSize } from './layer.js';
import type { ScoreForm } from './scores.js';
import { scoresOf } from './scores.js';

/** A head that is specialised on w attends with scores of (w.x_q)(w.x_b): the saddle of the rate level has no other weights of it move. */
export const specialisedHead: SpecialisedStart = { along: 1, across: 1, unitsOverScale: 1 };

/**
 * Softmax attention: head h hands on sum_b softmax_b(x_q^T A_h x_b) x_b, heads x features, for the query token alone, or for each token in
 * the query's place where a later layer attends to all of them. The values are weights behind the layer: the readout's, or those that
 * lead back into an identity (theory, "Softmax attention").
 */
function attentionLayer(layer: PlannedLayer, input: Shape, { everyToken }: LayerPlace): NumericLayer {
  const heads = integerSize(layer, 'heads');
  const scores = scoresOf(layer, input);
  const queries = everyToken ? input.positions : queryPosition + 1;
  return {
    input,
    output: { positions: queries, features: heads * input.features },
    parameters: heads * scores.parameters,
    units: {
      count: heads,
      isScored: true,
      specialised: specialisedHead,
      unitLean: scores.unitLean,
      move: (parameters, head, direction, lean, keep) => {
        const own = parameters.subarray(head * scores.parameters, (head + 1) * scores.parameters);
        for (let index = 0; index < own.length; index++) own[index] = keep * (own[index] as number);
        scores.lean(own, direction, lean);
      },
    },
    on: (samples) => new AttentionPass(samples, queries, heads, input, scores),
    onCore: attentionOnCore(heads, queries, scores),
  };
}

/** A softmax attention layer. */
export const attention: NumericKind = {
  make: attentionLayer,
  units: (layer) => integerSize(layer, 'heads'),
  hasValues: true,
};

class AttentionPass implements LayerPass {
  readonly output: Float64Array;
  /** [samples][queries][heads][tokens] */
  private readonly weights: Float64Array;
  /** [samples][queries][heads][features] */
  private readonly directions: Float64Array;
  private readonly toDirection: Float64Array;

  constructor(
    private readonly samples: number,
    private readonly queries: number,
    private readonly heads: number,
    private readonly tokens: Shape,
    private readonly scores: ScoreForm,
  ) {
    const scored = samples * queries * heads;
    this.output = new Float64Array(scored * tokens.features);
    this.weights = new Float64Array(scored * tokens.positions);
    this.directions = new Float64Array(scored * tokens.features);
    this.toDirection = new Float64Array(tokens.features);
  }

  forward(parameters: Float64Array, input: Float64Array): void {
    const { positions, features } = this.tokens;
    this.output.fill(0);
    this.eachHead((sample, query, head, at) => {
      const tokens = this.tokensOf(input, sample);
      const u = this.directions.subarray(at * features, (at + 1) * features);
      this.scores.direction(parameters, head * this.scores.parameters, tokenOf(tokens, query, features), u);
      const p = this.weights.subarray(at * positions, (at + 1) * positions);
      for (let b = 0; b < positions; b++) p[b] = dot(tokens, b * features, u);
      softmax(p);
      const out = this.output.subarray(at * features, (at + 1) * features);
      for (let b = 0; b < positions; b++) addScaled(out, 0, tokens, b * features, p[b] as number, features);
    });
  }

  backward(
    parameters: Float64Array,
    input: Float64Array,
    toOutput: Float64Array,
    toParameters: Float64Array,
    toInput?: Float64Array,
  ): void {
    const { positions, features } = this.tokens;
    const toU = this.toDirection;
    toInput?.fill(0);
    this.eachHead((sample, query, head, at) => {
      const tokens = this.tokensOf(input, sample);
      const toTokens = toInput && this.tokensOf(toInput, sample);
      const u = this.directions.subarray(at * features, (at + 1) * features);
      const p = this.weights.subarray(at * positions, (at + 1) * positions);
      const out = toOutput.subarray(at * features, (at + 1) * features);
      const mean = dot(this.output, at * features, out);
      toU.fill(0);
      for (let b = 0; b < positions; b++) {
        const weight = p[b] as number;
        const toScore = weight * (dot(tokens, b * features, out) - mean);
        addScaled(toU, 0, tokens, b * features, toScore, features);
        if (!toTokens) continue;
        addScaled(toTokens, b * features, out, 0, weight, features);
        addScaled(toTokens, b * features, u, 0, toScore, features);
      }
      const from = head * this.scores.parameters;
      const toQuery = toTokens && tokenOf(toTokens, query, features);
      this.scores.backward(parameters, from, tokenOf(tokens, query, features), toU, toParameters, toQuery);
    });
  }

  private eachHead(visit: (sample: number, query: number, head: number, at: number) => void): void {
    let at = 0;
    for (let sample = 0; sample < this.samples; sample++) {
      for (let query = 0; query < this.queries; query++) {
        for (let head = 0; head < this.heads; head++) visit(sample, query, head, at++);
      }
    }
  }

  private tokensOf(array: Float64Array, sample: number): Float64Array {
    const { positions, features } = this.tokens;
    return array.subarray(sample * positions * features, (sample + 1) * positions * features);
  }
}

function tokenOf(tokens: Float64Array, position: number, features: number): Float64Array {
  return tokens.subarray(position * features, (position + 1) * features);
}

/** The product of a vector with as many values of an array from `from` on. */
function dot(array: Float64Array, from: number, vector: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < vector.length; k++) sum += (array[from + k] as number) * (vector[k] as number);
  return sum;
}

function addScaled(
  result: Float64Array,
  at: number,
  array: Float64Array,
  from: number,
  factor: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) result[at + k] = (result[at + k] as number) + factor * (array[from + k] as number);
}

function softmax(scores: Float64Array): void {
  let highest = -Infinity;
  for (const score of scores) highest = Math.max(highest, score);
  let sum = 0;
  for (let b = 0; b < scores.length; b++) sum += scores[b] = Math.exp((scores[b] as number) - highest);
  for (let b = 0; b < scores.length; b++) scores[b] = (scores[b] as number) / sum;
}
