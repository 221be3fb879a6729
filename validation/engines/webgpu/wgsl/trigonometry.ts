/**
 * sin and cos for arguments up to about 10^4, to 1e-7: those of WGSL may be off by 2^-11.
 * Source: S. Moshier, Cephes, sinf.c and cosf.c (published).
 */
export const trigonometry = /* wgsl */ `
fn cosSin(angle: f32) -> vec2f {
  let size = abs(angle);
  let octant = (u32(size * 1.27323954473516) + 1u) & ~1u;
  let turns = f32(octant);
  let x = ((size - turns * 0.78515625) - turns * 2.4187564849853515625e-4) - turns * 3.77489497744594108e-8;
  let z = x * x;
  let cosine = ((2.443315711809948e-5 * z - 1.388731625493765e-3) * z + 4.166664568298827e-2) * z * z - 0.5 * z + 1.0;
  let sine = ((-1.9515295891e-4 * z + 8.3321608736e-3) * z - 1.6666654611e-1) * z * x + x;
  let quadrant = (octant >> 1u) & 3u;
  let isSwapped = (quadrant & 1u) == 1u;
  let c = select(cosine, sine, isSwapped) * select(1.0, -1.0, quadrant == 1u || quadrant == 2u);
  let s = select(sine, cosine, isSwapped) * select(1.0, -1.0, quadrant >= 2u);
  return vec2f(c, select(s, -s, angle < 0.0));
}
`;
