/**
 * A number for people: `128`, `2.26`, `0.044`, `1.31e7`.
 * @param digits significant digits where the number is not a whole one below a million.
 */
export function readable(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e6 || size < 1e-3)) return exponential(value, digits);
  if (Number.isInteger(value) || size >= 10 ** (digits - 1)) return Math.round(value).toString();
  return Number(value.toPrecision(digits)).toString();
}

/** The shortest form of a number that still tells its size: `2.6e5`. */
export function shortened(value: number): string {
  const plain = readable(value, 2);
  if (!Number.isFinite(value) || value === 0) return plain;
  const short = exponential(value, 2);
  return short.length < plain.length ? short : plain;
}

/** A ratio as a factor: `×10` above one, `÷4` below. */
export function factor(ratio: number): string {
  return ratio >= 1 ? `×${readable(ratio, 2)}` : `÷${readable(1 / ratio, 2)}`;
}

function exponential(value: number, digits: number): string {
  const [mantissa = '0', exponent = '0'] = value.toExponential(digits - 1).split('e');
  return `${Number(mantissa)}e${Number(exponent)}`;
}
