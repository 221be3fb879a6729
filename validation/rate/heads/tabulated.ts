/** So many values to a factor e. */
const perUnit = 4;

/**
 * Numbers interpolated in the logarithm of |alpha|, filled as asked for; around 0 they are straight lines.
 * @param from the smallest |alpha| in the table.
 */
export function tabulated<T extends readonly number[]>(
  response: (alpha: number) => T,
  from: number,
): (alpha: number) => T {
  const known = new Map<number, T>();
  const at = (alpha: number, key: number): T => {
    const value = known.get(key) ?? response(alpha);
    known.set(key, value);
    return value;
  };
  return (alpha) => {
    const sign = alpha < 0 ? -1 : 1;
    const size = Math.abs(alpha);
    const place = size > from ? Math.log(size / from) * perUnit : 0;
    const left = Math.floor(place);
    const node = (index: number): number => from * Math.exp(index / perUnit);
    const key = (index: number): number => sign * (index + 1);
    const [low, high] = size > from ? [node(left), node(left + 1)] : [0, from];
    const below = size > from ? at(sign * low, key(left)) : at(0, 0);
    const above = size > from ? at(sign * high, key(left + 1)) : at(sign * from, key(0));
    const share = (size - low) / (high - low);
    return below.map((value, part) => value + share * ((above[part] as number) - value)) as unknown as T;
  };
}
