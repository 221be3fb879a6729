import type { ValidationResult } from '../../validation/result.js';

/** What a training run says of each value of the swept size. Results come from files: whatever is not as it should be is left out. */
export interface AlignmentCurve {
  readonly size: number;
  /** The heuristic's P* there; undefined when the file does not say. */
  readonly predicted: number | undefined;
  readonly points: readonly { readonly samples: number; readonly alignment: number; readonly error: number }[];
}

/** The measured P* at a value of the swept size. */
export interface SampleScaleAt {
  readonly size: number;
  readonly value: number;
  readonly interval: readonly [number, number];
  readonly predicted: number | undefined;
}

/** What a scan of the ridge says of a value of the swept size. */
export interface ScannedRidge {
  readonly size: number;
  /** kappa* where it was found, with its interval. */
  readonly value: number | undefined;
  readonly interval: readonly [number, number];
  /** The heuristic's P/E. */
  readonly predicted: number | undefined;
  readonly points: readonly { readonly ridge: number; readonly alignment: number; readonly error: number }[];
  readonly units: readonly { readonly ridge: number; readonly units: number }[];
}

/** A slope between neighbouring sizes. */
export interface SlopeBetween {
  readonly from: number;
  readonly to: number;
  readonly slope: number;
}

type Part = Readonly<Record<string, unknown>>;

/** The mean alignment against P, a curve for each value of the swept size. */
export function alignmentCurves({ diagnostics }: ValidationResult): AlignmentCurve[] {
  return parts(diagnostics['curves']).flatMap((curve) => {
    const size = positive(curve['size']);
    const points = parts(curve['points']).flatMap((point) => {
      const samples = positive(point['samples']);
      const alignment = finite(point['alignment']);
      if (samples === undefined || alignment === undefined) return [];
      return [{ samples, alignment, error: positive(point['error']) ?? 0 }];
    });
    return size === undefined || points.length === 0 ? [] : [{ size, predicted: positive(curve['predicted']), points }];
  });
}

/** True when the ridge was varied at each size instead of the number of samples. */
export const isScan = ({ plan }: ValidationResult): boolean =>
  typeof plan['method'] === 'object' && plan['method'] !== null && 'scan' in plan['method'];

/** What a scan says at each value of the swept size; nothing for other runs. */
export function scannedRidges(result: ValidationResult): ScannedRidge[] {
  if (!isScan(result)) return [];
  const { diagnostics } = result;
  const samples = new Map(result.points.map(({ sizes }) => [sizes[result.sweep.variable], sizes['P']]));
  const ofSize = (name: string, size: number): Part =>
    parts(diagnostics[name]).find((entry) => entry['size'] === size) ?? {};
  return alignmentCurves(result).map(({ size, points }) => {
    const transition = ofSize('ridges', size);
    const value = positive(transition['value']);
    const ends = Array.isArray(transition['interval']) ? transition['interval'].map(positive) : [];
    return {
      size,
      value,
      interval: [ends[0] ?? value ?? 0, ends[1] ?? value ?? 0],
      predicted: positive(transition['predicted']),
      // The places of a scan are P over the ridge.
      points: points.map(({ samples: place, ...rest }) => ({ ...rest, ridge: (samples.get(size) ?? place) / place })),
      units: parts(ofSize('units', size)['points']).flatMap((point) => {
        const [ridge, units] = [positive(point['ridge']), finite(point['units'])];
        return ridge === undefined || units === undefined ? [] : [{ ridge, units }];
      }),
    };
  });
}

/** P* at each value of the swept size where it was found. */
export function sampleScales({ diagnostics }: ValidationResult): SampleScaleAt[] {
  return parts(diagnostics['pStar']).flatMap((entry) => {
    const [size, value] = [positive(entry['size']), positive(entry['value'])];
    if (size === undefined || value === undefined) return [];
    const ends = Array.isArray(entry['interval']) ? entry['interval'].map(positive) : [];
    const interval = [ends[0] ?? value, ends[1] ?? value] as const;
    return [{ size, value, interval, predicted: positive(entry['predicted']) }];
  });
}

/** What a known algorithm needs, of a run by descent. */
export interface KnownAlgorithm {
  readonly name: string;
  readonly exponent: string;
  readonly slope: number;
  readonly points: readonly { readonly size: number; readonly samples: number }[];
}

/** The known algorithms beside a run by descent; none at other levels. */
export function knownAlgorithms({ diagnostics }: ValidationResult): KnownAlgorithm[] {
  return parts(diagnostics['algorithms']).flatMap(({ name, exponent, slope, values }) => {
    const points = parts(values).flatMap((value) => {
      const [size, samples] = [positive(value['size']), positive(value['samples'])];
      return size === undefined || samples === undefined ? [] : [{ size, samples }];
    });
    if (typeof name !== 'string' || typeof exponent !== 'string') return [];
    const known = finite(slope);
    return known === undefined ? [] : [{ name, exponent, slope: known, points }];
  });
}

/** The estimate of P* at equilibrium beside a run by descent, and what descent needs over it where that was measured. */
export function equilibriumSamples({ diagnostics }: ValidationResult): {
  readonly size: number;
  readonly samples: number;
  readonly ratio: number | undefined;
}[] {
  return parts(diagnostics['equilibrium']).flatMap((entry) => {
    const [size, samples] = [positive(entry['size']), positive(entry['samples'])];
    return size === undefined || samples === undefined ? [] : [{ size, samples, ratio: positive(entry['ratio']) }];
  });
}

/** The mean sensitivity at each number of samples, for each value of the swept size; none where it was not measured. */
export function sensitivities({ points, sweep: { variable } }: ValidationResult): {
  readonly size: number;
  readonly points: readonly { readonly samples: number; readonly along: number; readonly across: number }[];
}[] {
  const bySize = new Map<number, Map<number, { along: number; across: number; count: number }>>();
  for (const { sizes, sensitivity } of points) {
    const [size, samples] = [sizes[variable], sizes['P']];
    if (size === undefined || samples === undefined || !sensitivity) continue;
    const ofSize = bySize.get(size) ?? new Map<number, { along: number; across: number; count: number }>();
    const sum = ofSize.get(samples) ?? { along: 0, across: 0, count: 0 };
    ofSize.set(samples, {
      along: sum.along + sensitivity.along,
      across: sum.across + sensitivity.across,
      count: sum.count + 1,
    });
    bySize.set(size, ofSize);
  }
  return [...bySize]
    .sort(([one], [other]) => one - other)
    .map(([size, ofSize]) => ({
      size,
      points: [...ofSize]
        .sort(([one], [other]) => one - other)
        .map(([samples, { along, across, count }]) => ({ samples, along: along / count, across: across / count })),
    }));
}

/** The slopes between neighbouring sizes. */
export function localSlopes({ diagnostics }: ValidationResult): SlopeBetween[] {
  return parts(diagnostics['localSlopes']).flatMap((entry) => {
    const [from, to, slope] = [positive(entry['from']), positive(entry['to']), finite(entry['slope'])];
    return from === undefined || to === undefined || slope === undefined ? [] : [{ from, to, slope }];
  });
}

/** The sizes that the fit used; undefined when the file does not say. */
export function fittedSizes({ diagnostics }: ValidationResult): readonly number[] | undefined {
  const sizes = diagnostics['fittedSizes'];
  if (!Array.isArray(sizes) || sizes.length < 2) return undefined;
  return sizes.filter((size): size is number => typeof size === 'number');
}

function parts(value: unknown): Part[] {
  return Array.isArray(value) ? value.filter((part): part is Part => typeof part === 'object' && part !== null) : [];
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function positive(value: unknown): number | undefined {
  const number = finite(value);
  return number !== undefined && number > 0 ? number : undefined;
}
