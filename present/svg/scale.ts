import type { Axis } from '../report/plot.js';
import { tickTexts } from '../numbers.js';

/** Where values of an axis lie. */
export interface Scale {
  /** A position between 0 and 1 along the axis. */
  readonly at: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/**
 * The scale of an axis that shows all values.
 * @param room how many labels have room along it.
 */
export function scaleOf(axis: Axis, values: readonly number[], room: number): Scale {
  const isLog = axis.scale === 'log';
  const shown = values.filter((value) => Number.isFinite(value) && (!isLog || value > 0));
  const [low, high] = drawable(axis.ends ?? padded(shown, isLog), isLog);
  const place = isLog ? Math.log : (value: number): number => value;
  const at = (value: number): number => (place(value) - place(low)) / (place(high) - place(low));
  const marked = (isLog ? logTicks(low, high, room) : steps(low, high)).filter(
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

/**
 * The ticks of a logarithmic axis: 1, 2 and 5 of each decade where their labels have room, else the decades, else every second
 * decade or fewer; within less than a decade all digits, and round steps where even these are too few.
 * @param room how many labels have room along the axis, side by side.
 * @returns ascending values between the ends, whose labels do not overlap.
 */
export function logTicks(low: number, high: number, room: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const span = Math.log(high / low);
  const within = (digits: readonly number[], every = 1): number[] =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index)
      .filter((power) => power % every === 0)
      .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
      .filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  const fits = (ticks: readonly number[]): boolean =>
    ticks.every((value, index) => index === 0 || Math.log(value / (ticks[index - 1] ?? value)) * room >= span);
  const fine = within([1, 2, 5]);
  if (fine.length < 3) {
    const digits = within([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    if (digits.length > 2 && fits(digits)) return digits;
    if (fine.length < 2) return steps(low, high).filter((value) => value >= low && value <= high);
  }
  if (fits(fine)) return fine;
  for (let every = 1; every < last - first; every++) {
    const decades = within([1], every);
    if (decades.length > 1 && fits(decades)) return decades;
  }
  return [fine.at(0), fine.at(-1)].filter((value) => value !== undefined);
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
