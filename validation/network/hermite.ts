/** The Hermite polynomial of the given degree at g, with unit norm under the standard Gaussian. */
export function hermite(degree: number, g: number): number {
  let before = 0;
  let here = 1;
  for (let n = 0; n < degree; n++) {
    [before, here] = [here, (g * here - Math.sqrt(n) * before) / Math.sqrt(n + 1)];
  }
  return here;
}
