/**
 * The Gauss-Legendre rule: places within -1 to 1 and their weights, by Newton's method on the polynomial (published).
 * @param length the number of places.
 */
export function gaussLegendre(length: number): readonly { readonly x: number; readonly weight: number }[] {
  return Array.from({ length }, (_, index) => {
    let x = Math.cos((Math.PI * (index + 0.75)) / (length + 0.5));
    let slope = 1;
    for (let step = 0; step < 20; step++) {
      let [before, now] = [1, x];
      for (let n = 2; n <= length; n++) [before, now] = [now, ((2 * n - 1) * x * now - (n - 1) * before) / n];
      slope = (length * (x * now - before)) / (x ** 2 - 1);
      x -= now / slope;
    }
    return { x: -x, weight: 2 / ((1 - x ** 2) * slope ** 2) };
  });
}
