/** With several directions so many rows are compared with each other. */
const mostCompared = 3000;

/** A share of the variance of y, with its standard error. */
export interface Share {
  readonly share: number;
  readonly error: number;
}

/**
 * The share of the variance of y that no function of the directions explains: half the mean square of the differences between
 * rows that are neighbours along them. Along one direction neighbours are next to each other in its order; along several they are nearest
 * to each other, and the share is an upper bound.
 *
 * Source: Rice, Annals of Statistics 12 (1984) 1215.
 * @param scores one list a direction, of unit variance.
 * @param y of unit variance.
 */
export function unexplainedShare(scores: readonly Float64Array[], y: Float64Array): Share {
  const [first = y] = scores;
  const pairs = scores.length === 1 ? neighboursInOrder(first) : nearestNeighbours(scores);
  const count = Math.max(1, pairs.length);
  const half = ([one, other]: readonly [number, number]): number => ((y[one] ?? 0) - (y[other] ?? 0)) ** 2 / 2;
  const mean = pairs.reduce((sum, pair) => sum + half(pair), 0) / count;
  // The variance of y, which is set to 1, has an error of its own.
  const halves = Float64Array.from(pairs, (pair) => half(pair) - mean * ((y[pair[0]] ?? 0) ** 2 - 1));
  // Neighbouring differences share a row: the covariance with the next one counts twice.
  let variance = 0;
  for (let at = 0; at < halves.length; at++) {
    const own = (halves[at] ?? 0) - mean;
    variance += own * own + (at + 1 < halves.length ? 2 * own * ((halves[at + 1] ?? 0) - mean) : 0);
  }
  return { share: Math.min(1, mean), error: Math.sqrt(Math.max(0, variance)) / count };
}

function neighboursInOrder(score: Float64Array): (readonly [number, number])[] {
  const order = Uint32Array.from(score.keys()).sort((i, j) => (score[i] ?? 0) - (score[j] ?? 0));
  return Array.from({ length: order.length - 1 }, (_, at) => [order[at] ?? 0, order[at + 1] ?? 0] as const);
}

function nearestNeighbours(scores: readonly Float64Array[]): (readonly [number, number])[] {
  const rows = scores[0]?.length ?? 0;
  const stride = Math.ceil(rows / mostCompared);
  const chosen = Array.from({ length: Math.floor(rows / stride) }, (_, at) => at * stride);
  return chosen.map((one) => {
    let best = { other: one, distance: Infinity };
    for (const other of chosen) {
      if (other === one) continue;
      const distance = scores.reduce((sum, score) => sum + ((score[one] ?? 0) - (score[other] ?? 0)) ** 2, 0);
      if (distance < best.distance) best = { other, distance };
    }
    return [one, best.other] as const;
  });
}
