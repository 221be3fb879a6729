import type { Core } from './core.js';
import { AddedProduct, matrixAt, PackedMatrix, ProductSums, transposed } from './matrix.js';
import type { Batch, Groups, OnCore } from './pass.js';
import { batch, batchLike, lanes, positionOf } from './pass.js';

/** An RMS norm. */
export const normOnCore: OnCore = ({ core, input, learns }) => {
  const output = batchLike(core, input, input.features);
  const toOutput = learns ? batchLike(core, input, input.features) : undefined;
  const sizes = core.allocate(4 * lanes * input.count);
  const { kernels } = core;
  return {
    output,
    toOutput,
    forward() {
      kernels.normForward(...[output.at, output.stride, input.at, input.stride, sizes, input.features, input.count]);
    },
    backward(_weights, _toWeights, toInput) {
      if (!toInput || !toOutput) return;
      kernels.normBackward(
        ...[toInput.at, toInput.stride, toOutput.at, toOutput.stride, output.at, output.stride],
        ...[sizes, input.features, input.count],
      );
    },
  };
};

/** Of a score form what the core needs of it (validation/network/scores.ts). */
interface CoreScores {
  readonly parameters: number;
  readonly rank?: number;
  readonly scale: number;
}

/** How the scores' directions u of a head follow from queries, and the derivatives the other way. Addresses are those of the head's weights. */
interface HeadPass {
  forward(weights: number): void;
  /** Adds the derivatives by the weights, and those by the queries where they are wanted. */
  backward(weights: number, toWeights: number, toQueries?: Groups): void;
}

/** What a head works on. */
interface Head {
  readonly core: Core;
  readonly queries: Groups;
  readonly directions: Groups;
  readonly toDirections: Groups | undefined;
  readonly scores: CoreScores;
}

/**
 * Softmax attention, 8 samples at a time.
 * @param queries how many of the first tokens hand something on: one or all.
 */
export const attentionOnCore =
  (heads: number, queries: number, scores: CoreScores): OnCore =>
  ({ core, input, learns }) => {
    const { samples, positions, features } = input;
    const own = (): Batch => batch(core, samples, queries, heads * features);
    const [output, directions] = [own(), own()];
    const [toOutput, toDirections] = learns ? [own(), own()] : [];
    const weightBytes = heads * positions * lanes * 4;
    const shares = core.allocate(weightBytes * output.count);
    const { kernels } = core;
    const of = (all: Batch): Groups => (queries === positions ? all : positionOf(all, 0));
    const passes = Array.from({ length: heads }, (_, head) => {
      const part = (all: Batch): Groups => ({ ...all, at: all.at + 4 * lanes * head * features, features });
      const setting = { core, queries: of(input), directions: part(directions), scores };
      return headPass({ ...setting, toDirections: toDirections && part(toDirections) });
    });
    const eachQuery = (visit: (at: number, firstToken: number) => void): void => {
      for (let at = 0; at < output.count; at++) visit(at, Math.floor(at / queries) * positions * input.stride);
    };
    const bytesOfHead = 8 * scores.parameters;
    return {
      output,
      toOutput,
      forward(weights) {
        for (const [head, pass] of passes.entries()) pass.forward(weights + head * bytesOfHead);
        eachQuery((at, token) =>
          kernels.attend(
            ...[output.at + at * output.stride, shares + at * weightBytes, directions.at + at * directions.stride],
            ...[input.at + token, input.stride, heads, positions, features],
          ),
        );
      },
      backward(weights, toWeights, toInput) {
        if (!toOutput || !toDirections) return;
        if (toInput) core.clear(toInput.at, toInput.stride * toInput.count);
        eachQuery((at, token) =>
          kernels.attendBackward(
            ...[toDirections.at + at * toDirections.stride, toInput ? toInput.at + token : 0],
            ...[toOutput.at + at * toOutput.stride, output.at + at * output.stride, shares + at * weightBytes],
            ...[directions.at + at * directions.stride, input.at + token, input.stride, heads, positions, features],
          ),
        );
        for (const [head, pass] of passes.entries())
          pass.backward(weights + head * bytesOfHead, toWeights + head * bytesOfHead, toInput && of(toInput));
      },
    };
  };

function headPass(head: Head): HeadPass {
  const { rank } = head.scores;
  return rank === undefined ? bilinear(head) : lowRank(head, rank);
}

/** u = scale A^T q. */
function bilinear({ core, queries, directions, toDirections, scores: { scale } }: Head): HeadPass {
  const { features } = queries;
  const forward = new PackedMatrix(core, features, features);
  const backward = new AddedProduct(core, features, features);
  const sums = new ProductSums(core, features, features);
  return {
    forward(weights) {
      forward.load(transposed(matrixAt(weights, features, features)), scale);
      forward.product(directions, queries);
    },
    backward(weights, toWeights, toQueries) {
      if (!toDirections) return;
      sums.addTo(toWeights, queries, toDirections, scale);
      if (!toQueries) return;
      backward.matrix.load(matrixAt(weights, features, features), scale);
      backward.addTo(toQueries, toDirections);
    },
  };
}

/** u = scale W_K W_Q^T q. */
function lowRank({ core, queries, directions, toDirections, scores: { scale } }: Head, rank: number): HeadPass {
  const { features, count } = queries;
  const [inner, toInner] = [batch(core, count * lanes, 1, rank), batch(core, count * lanes, 1, rank)];
  const [ofQuery, ofKey] = [new PackedMatrix(core, rank, features), new PackedMatrix(core, features, rank)];
  const [back, toQuery] = [new PackedMatrix(core, rank, features), new AddedProduct(core, features, rank)];
  const sums = new ProductSums(core, features, rank);
  const keys = 8 * features * rank;
  return {
    forward(weights) {
      ofQuery.load(transposed(matrixAt(weights, features, rank)), 1);
      ofQuery.product(inner, queries);
      ofKey.load(matrixAt(weights + keys, features, rank), scale);
      ofKey.product(directions, inner);
    },
    backward(weights, toWeights, toQueries) {
      if (!toDirections) return;
      sums.addTo(toWeights + keys, toDirections, inner, scale);
      back.load(transposed(matrixAt(weights + keys, features, rank)), scale);
      back.product(toInner, toDirections);
      sums.addTo(toWeights, queries, toInner, 1);
      if (!toQueries) return;
      toQuery.matrix.load(matrixAt(weights, features, rank), 1);
      toQuery.addTo(toQueries, toInner);
    },
  };
}
