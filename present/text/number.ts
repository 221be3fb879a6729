/** A value for people: whole when it is whole, else three significant digits; powers of ten when it is long. */
export function readable(value: number): string {
  if (!Number.isFinite(value)) return 'too large for a number';
  const size = Math.abs(value);
  if (size >= 1e7 || (size > 0 && size < 1e-3)) {
    const [digits = '', exponent = ''] = value.toExponential(2).split('e');
    return `${Number(digits)}e${Number(exponent)}`;
  }
  if (Number.isInteger(value)) return String(value);
  return String(size >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}
