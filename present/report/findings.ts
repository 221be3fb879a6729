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
