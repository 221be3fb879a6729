import type { Axis } from '../report/plot.js';
import { tickTexts } from '../numbers.js';

/** Where values of an axis lie. */
export interface Scale {
  /** A position between 0 and 1 along the axis. */
  readonly at: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** The scale of an axis that shows all values. */
export function scaleOf(axis: Axis, values: readonly number[]): Scale {
  const isLog = axis.scale === 'log';
  const shown = values.filter((value) => Number.isFinite(value) && (!isLog || value > 0));
  const [low, high] = drawable(axis.ends ?? padded(shown, isLog), isLog);
  const place = isLog ? Math.log : (value: number): number => value;
  const at = (value: number): number => (place(value) - place(low)) / (place(high) - place(low));
  const marked = (axis.ticks ?? (isLog ? decades(low, high) : steps(low, high))).filter(
    (value) => at(value) > -1e-9 && at(value) < 1 + 1e-9,
  );
  const texts = tickTexts(marked);
  const ticks = marked.map((value, index) => ({ at: at(value), text: texts[index] ?? '' }));
  return { at, ticks };
}

function padded(values: readonly number[], isLog: boolean): readonly [number, number] {
  if (values.length === 0) return isLog ? [1, 10] : [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (isLog) return [low / 1.3, high * 1.3];
  const margin = 0.08 * (high - low || Math.abs(high) || 1);
  return [low - margin, high + margin];
}

/** Ends between which there is something to draw: numbers of files may be past all that can be added or multiplied. */
function drawable(ends: readonly [number, number], isLog: boolean): readonly [number, number] {
  const least = isLog ? 1e-300 : -1e300;
  const [low = least, high = least] = ends.map((end) => Math.min(Math.max(end, least), 1e300));
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > 1e-12 * size) return [low, high];
  return isLog ? [low / 1.3, low * 1.3] : [low - (0.08 * size || 1), low + (0.08 * size || 1)];
}

/** 1, 2 and 5 of each decade; of many decades the powers of ten alone, within less than one all digits. */
function decades(low: number, high: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const digits = last - first > 3 ? [1] : high / low < 10 ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : [1, 2, 5];
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index)).flatMap((decade) =>
    digits.map((digit) => digit * decade),
  );
}

/** About six round steps. */
function steps(low: number, high: number): number[] {
  const rough = (high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((digit) => digit * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}
