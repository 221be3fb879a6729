/** A measured value at a size, both positive. */
export interface Sample {
  readonly size: number;
  readonly value: number;
}

/** value = exp(intercept) size^slope */
export interface PowerLaw {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * The least-squares line through (log size, log value).
 * @throws RangeError when all sizes are equal or a value is not positive.
 */
export function fitPowerLaw(samples: readonly Sample[]): PowerLaw {
  if (samples.some(({ size, value }) => !(size > 0 && value > 0))) {
    throw new RangeError('a power law needs positive sizes and values');
  }
  const x = samples.map(({ size }) => Math.log(size));
  const y = samples.map(({ value }) => Math.log(value));
  const meanX = mean(x);
  const meanY = mean(y);
  let covariance = 0;
  let variance = 0;
  for (const [index, xi] of x.entries()) {
    covariance += (xi - meanX) * ((y[index] ?? 0) - meanY);
    variance += (xi - meanX) ** 2;
  }
  if (variance < 1e-24) throw new RangeError('a power law needs two different sizes');
  const slope = covariance / variance;
  return { slope, intercept: meanY - slope * meanX };
}

/** The slope between neighbouring sizes. */
export interface LocalSlope {
  readonly from: number;
  readonly to: number;
  readonly slope: number;
}

/** Slopes of log value against log size between neighbours; samples of the same size are averaged in logarithms first. */
export function localSlopes(samples: readonly Sample[]): LocalSlope[] {
  const averaged = averageBySize(samples);
  return averaged.slice(1).flatMap((to, index) => {
    const from = averaged[index];
    if (!from) return [];
    return [{ from: from.size, to: to.size, slope: Math.log(to.value / from.value) / Math.log(to.size / from.size) }];
  });
}

/** The geometric mean of the values at each size, sizes ascending. */
export function averageBySize(samples: readonly Sample[]): Sample[] {
  const bySize = new Map<number, number[]>();
  for (const { size, value } of samples) bySize.set(size, [...(bySize.get(size) ?? []), Math.log(value)]);
  return [...bySize].map(([size, logs]) => ({ size, value: Math.exp(mean(logs)) })).sort((a, b) => a.size - b.size);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
