/** The times in milliseconds below which 50, 95 and 99 of 100 lie; of few times the last is the longest. */
export interface Quantiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export function quantiles(times: readonly number[]): Quantiles {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share: number): number => rounded(sorted[Math.ceil(share * sorted.length) - 1] ?? NaN);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Three figures of a number: more is noise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
