import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** Draws of one quantity, one row a chain, rows of equal length. */
export type Chains = readonly (readonly number[])[];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The unbiased variance; 0 for a single value. */
function variance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

/** Both halves of each chain as chains of their own: a drift within a chain then looks like a difference between chains. */
function halves(chains: Chains): number[][] {
  return chains.flatMap((chain) => {
    const half = Math.floor(chain.length / 2);
    return [chain.slice(0, half), chain.slice(chain.length - half)];
  });
}

/**
 * Split R-hat, rank-normalised: the larger of that of the draws and that of their distances from the median. Near 1 when the
 * chains see the same distribution; below 1.01 is the usual demand.
 *
 * Source: Vehtari, Gelman, Simpson, Carpenter, Buerkner, Bayesian Analysis 16 (2021) 667 (published).
 * @param chains at least two chains of at least four draws.
 * @returns infinity when the chains stand still at different places, 1 when at the same.
 */
export function splitRHat(chains: Chains): number {
  const split = halves(chains);
  const all = split.flat().sort((a, b) => a - b);
  const median = ((all[Math.floor((all.length - 1) / 2)] ?? 0) + (all[Math.ceil((all.length - 1) / 2)] ?? 0)) / 2;
  const folded = split.map((chain) => chain.map((draw) => Math.abs(draw - median)));
  return Math.max(rHat(normalScores(split)), rHat(normalScores(folded)));
}

function rHat(chains: Chains): number {
  const draws = chains[0]?.length ?? 0;
  const within = mean(chains.map(variance));
  const between = variance(chains.map(mean));
  if (between === 0) return 1;
  return Math.sqrt((draws - 1) / draws + between / within);
}

/** Each draw replaced by the normal quantile of its rank among all draws; equal draws share their mean rank. */
export function normalScores(chains: Chains): number[][] {
  const ordered = chains.flatMap((chain, row) => chain.map((draw, column) => ({ draw, row, column })));
  ordered.sort((a, b) => a.draw - b.draw);
  const scores = chains.map((chain) => [...chain]);
  for (let from = 0; from < ordered.length;) {
    let to = from + 1;
    while (to < ordered.length && ordered[to]?.draw === ordered[from]?.draw) to++;
    const rank = (from + 1 + to) / 2;
    const score = normalQuantile((rank - 3 / 8) / (ordered.length + 1 / 4), 0, 1);
    for (const { row, column } of ordered.slice(from, to)) (scores[row] ?? [])[column] = score;
    from = to;
  }
  return scores;
}

/**
 * Nested R-hat: chains grouped by their start; near 1 when the groups agree as well as the chains within them vary.
 *
 * Source: Margossian, Hoffman, Sountsov, Riou-Durand, Vehtari, Gelman, Bayesian Analysis (2024), arXiv:2110.13017 (published).
 * @param groups at least two groups of chains.
 */
export function nestedRHat(groups: readonly Chains[]): number {
  const within = mean(groups.map((chains) => variance(chains.map(mean)) + mean(chains.map(variance))));
  const between = variance(groups.map((chains) => mean(chains.map(mean))));
  return between === 0 ? 1 : Math.sqrt(1 + between / within);
}

/**
 * The number of independent draws that would give the mean of all chains as exactly.
 *
 * Source: Vehtari et al. 2021, section 3 (published): autocorrelations of the split chains, summed by Geyer's initial monotone sequence. Chains
 * that disagree count as few draws.
 * @param chains at least two draws a half chain.
 */
export function effectiveSampleSize(chains: Chains): number {
  const split = halves(chains);
  const draws = split[0]?.length ?? 0;
  const within = mean(split.map(variance));
  const between = split.length > 1 ? variance(split.map(mean)) : 0;
  const total = (within * (draws - 1)) / draws + between;
  if (total === 0) return split.length * draws;
  const lags = split.map(autocovariances);
  const correlation = (lag: number): number =>
    1 - (within - (mean(lags.map((one) => one[lag] ?? 0)) * draws) / (draws - 1)) / total;
  let sum = 0;
  let before = Infinity;
  for (let lag = 0; lag + 1 < draws; lag += 2) {
    const pair = (lag === 0 ? 1 : correlation(lag)) + correlation(lag + 1);
    if (!(pair > 0)) break;
    before = Math.min(before, pair);
    sum += before;
  }
  const most = split.length * draws;
  // Anticorrelated draws can count more than once; the bound is that of Stan.
  return Math.min(most / Math.max(2 * sum - 1, 1 / Math.log10(most)), most * Math.log10(most));
}

/** Autocovariances of a chain at all lags, each over the number of draws. */
function autocovariances(chain: readonly number[]): number[] {
  const centre = mean(chain);
  return chain.map((_, lag) => {
    let sum = 0;
    for (let at = 0; at + lag < chain.length; at++) {
      sum += ((chain[at] ?? 0) - centre) * ((chain[at + lag] ?? 0) - centre);
    }
    return sum / chain.length;
  });
}

/** The standard error of the mean of all chains, their disagreement included. */
export function meanError(chains: Chains): number {
  const split = halves(chains);
  const draws = split[0]?.length ?? 1;
  const between = variance(split.map(mean));
  const total = (mean(split.map(variance)) * (draws - 1)) / draws + between;
  return Math.sqrt(total / effectiveSampleSize(chains));
}

/** How much the mean of the second half of the draws lies above that of the first. */
export function driftOfDraws(chains: Chains): number {
  const split = halves(chains).map(mean);
  return mean(split.filter((_, index) => index % 2 === 1)) - mean(split.filter((_, index) => index % 2 === 0));
}
