const farthest = 3.5;

/**
 * The lengths that a number of units have along the directions that they share, evenly spaced, so that few of them tell of high powers of the length. Each unit counts by its
 * share of the chi distribution (`sharesOf`).
 * @param span the number of dimensions; 0 where there are none.
 */
export function radiiOf(units: number, span: number): Float64Array {
  const most = Math.sqrt(span) + farthest;
  return Float64Array.from({ length: units }, (_, index) => ((index + 0.5) / units) * most);
}

/** What share of all units each stands for: r^(span - 1) exp(-r^2/2) at its length r, normalised; even where there is no direction. */
export function sharesOf(units: number, span: number): Float64Array {
  if (span === 0) return new Float64Array(units).fill(1 / units);
  const logs = radiiOf(units, span).map((r) => (span - 1) * Math.log(r) - (r * r) / 2);
  const highest = Math.max(...logs);
  const shares = logs.map((value) => Math.exp(value - highest));
  const total = shares.reduce((sum, value) => sum + value, 0);
  return shares.map((value) => value / total);
}
