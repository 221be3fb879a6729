/**
 * How numbers are written for people, in every output: three significant digits, whole numbers below 100,000 in full, and a
 * power of ten where that is shorter to read. JSON, CSV and source texts hold numbers with all their digits instead.
 */

/** Significant digits of a number. */
const digits = 3;
/** Past these a number has no more digits of its own. */
const mostDigits = 12;
/** From here on, and below `smallest`, a power of ten is written. */
const largest = 1e5;
const smallest = 1e-3;

/**
 * A number: `128`, `2.26`, `0.044`, `1.31e7`, `∞`. Larger numbers never read smaller, and the text parses to within 0.5 %.
 * @returns `?` for what is no number, as where a file has lost one.
 */
export function numberText(value: number): string {
  return rounded(value, digits);
}

/** A number that is chosen by eye, as on a slider: no more digits than are shown of it. */
export function roundedToShown(value: number): number {
  return Number(value.toPrecision(digits));
}

/** The shortest form of a number that still tells its size, for hints: `2.6e5`. */
export function shortNumber(value: number): string {
  const plain = rounded(value, 2);
  const short = powerOfTen(value, 2);
  return short.length < plain.length ? short : plain;
}

/** A number that is estimated, known up to a factor: two significant digits: `1300`, `2.6e5`. */
export function estimatedNumber(value: number): string {
  return numberText(Number(value.toPrecision(2)));
}

/** A ratio as a factor: `×10` from one on, `÷4` below. */
export function factorText(ratio: number): string {
  return ratio >= 1 ? `×${rounded(ratio, 2)}` : `÷${rounded(1 / ratio, 2)}`;
}

/** A share in percent: `95 %`. */
export function percentText(share: number): string {
  return `${numberText(100 * share)} %`;
}

/** The ends of an interval that was measured: `[511, 515]`. */
export function intervalText([low, high]: readonly [number, number]): string {
  return `[${numberText(low)}, ${numberText(high)}]`;
}

/** A value that was measured, with its interval: `514 [511, 515]`. */
export function measuredText(value: number, interval: readonly [number, number]): string {
  return `${numberText(value)} ${intervalText(interval)}`;
}

/** A measured exponent. It is compared with others, so that its decimals count and not its digits: `0.998`, `1.004`. */
export function exponentNumber(exponent: number): string {
  return Number.isFinite(exponent) ? exponent.toFixed(3) : numberText(exponent);
}

/** The ends of an exponent's interval: `[0.998, 1.004]`. */
export function exponentInterval([low, high]: readonly [number, number]): string {
  return `[${exponentNumber(low)}, ${exponentNumber(high)}]`;
}

/** A time: `3.4 s`, `52 s`, `12 min`, `2.5 h`. */
export function durationText(seconds: number): string {
  if (!Number.isFinite(seconds)) return `${numberText(seconds)} s`;
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${numberText(seconds / 3600)} h`;
}

/** An estimate of a time, in whole seconds: what is not known to a tenth of a second does not show one. */
export function estimatedDuration(seconds: number): string {
  return durationText(Math.max(1, Math.round(seconds)));
}

/** Memory: `90 MB`, `1.5 GB`. */
export function memoryText(megabytes: number): string {
  return megabytes < 1000 ? `${numberText(Math.round(megabytes))} MB` : `${numberText(megabytes / 1000)} GB`;
}

/** The numbers of an axis: as many digits as it takes to tell each from the next. */
export function tickTexts(values: readonly number[]): string[] {
  const distinct = new Set(values).size;
  for (let significant = digits; ; significant++) {
    const texts = values.map((value) => rounded(value, significant));
    if (new Set(texts).size === distinct || significant >= mostDigits) return texts;
  }
}

/** A number as the language reads it, to be written into a file or a field: six decimals, and never a power of ten. */
export function sourceNumber(value: number): string {
  const exact = value < smallest ? { maximumSignificantDigits: 6 } : { maximumFractionDigits: 6 };
  return value.toLocaleString('en-US', { useGrouping: false, ...exact });
}

const raised = [...'⁰¹²³⁴⁵⁶⁷⁸⁹'];
const lowered = [...'₀₁₂₃₄₅₆₇₈₉'];

/** A whole number as an exponent: `10⁶`, `10⁻³`. */
export function superscript(value: number): string {
  return inDigits(value, raised, '⁻');
}

/** A whole number as an index: `He₃`. */
export function subscript(value: number): string {
  return inDigits(value, lowered, '₋');
}

function inDigits(value: number, signs: readonly string[], minus: string): string {
  const digitsOf = [...String(Math.abs(value))].map((digit) => signs[Number(digit)] ?? digit);
  return (value < 0 ? minus : '') + digitsOf.join('');
}

function rounded(value: number, significant: number): string {
  if (Number.isNaN(value)) return '?';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  const size = Math.abs(value);
  // A whole number is not cut, and what is as long as one is as exact.
  const isWhole = Number.isInteger(value) || size >= 10 ** (significant - 1);
  const inFull = isWhole ? Math.round(value) : Number(value.toPrecision(significant));
  if (inFull !== 0 && (Math.abs(inFull) >= largest || Math.abs(inFull) < smallest))
    return powerOfTen(value, significant);
  return String(inFull);
}

function powerOfTen(value: number, significant: number): string {
  const [mantissa = '0', exponent = '0'] = value.toExponential(significant - 1).split('e');
  return `${Number(mantissa)}e${Number(exponent)}`;
}
