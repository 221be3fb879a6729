import type { ActivationName } from '../../../../theory/activations/index.js';

/**
 * sin and cos for arguments up to about 10^4, to 1e-7: those of WGSL may be off by 2^-11.
 * Source: S. Moshier, Cephes, sinf.c and cosf.c (published).
 */
const trigonometry = /* wgsl */ `
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

/** erf to 1.5e-7. Source: Abramowitz and Stegun 1964, 7.1.26 (published). */
const erf = /* wgsl */ `
fn erf(z: f32) -> f32 {
  let size = abs(z);
  let t = 1.0 / (1.0 + 0.3275911 * size);
  let sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return sign(z) * (1.0 - sum * exp(-min(z * z, 80.0)));
}
`;

const logistic = /* wgsl */ `
fn logistic(z: f32) -> f32 {
  return 1.0 / (1.0 + exp(-clamp(z, -80.0, 80.0)));
}
`;

const value = (body: string): string => `fn value(z: f32) -> f32 { ${body} }\n`;
const slope = (body: string): string => `fn slope(z: f32) -> f32 { ${body} }\n`;

/** `value` and `slope` of every activation in WGSL: what `activationFunctions` says, in single precision. */
export const activationCode: Readonly<Record<ActivationName, string>> = {
  erf: erf + value('return erf(z);') + slope('return 1.1283791670955126 * exp(-min(z * z, 80.0));'),
  tanh:
    logistic +
    value('return 2.0 * logistic(2.0 * z) - 1.0;') +
    slope('let y = 2.0 * logistic(2.0 * z) - 1.0; return 1.0 - y * y;'),
  sin: trigonometry + value('return cosSin(z).y;') + slope('return cosSin(z).x;'),
  relu: value('return max(z, 0.0);') + slope('return select(0.0, 1.0, z >= 0.0);'),
  gelu:
    erf +
    value('return 0.5 * z * (1.0 + erf(z * 0.7071067811865476));') +
    slope('return 0.5 * (1.0 + erf(z * 0.7071067811865476)) + z * 0.3989422804014327 * exp(-min(0.5 * z * z, 80.0));'),
  silu: logistic + value('return z * logistic(z);') + slope('let p = logistic(z); return p * (1.0 + z * (1.0 - p));'),
  linear: value('return z;') + slope('return 1.0;'),
  quadratic: value('return z * z;') + slope('return 2.0 * z;'),
};

/**
 * Standard normal numbers from a counter: `normals(key, counter)` gives two, by Box and Muller from Threefry 2x32 with 20 rounds.
 * Source: Salmon, Moraes, Dror and Shaw, SC 2011, "Parallel random numbers: as easy as 1, 2, 3" (published).
 */
export const counterBasedNormals = /* wgsl */ `
${trigonometry}
fn threefry(key: vec2u, counter: vec2u) -> vec2u {
  let keys = array<u32, 3>(key.x, key.y, 0x1BD11BDAu ^ key.x ^ key.y);
  let rotations = array<u32, 8>(13u, 15u, 26u, 6u, 17u, 29u, 16u, 24u);
  var x = counter + key;
  for (var round = 0u; round < 20u; round++) {
    let by = rotations[round & 7u];
    x.x += x.y;
    x.y = ((x.y << by) | (x.y >> (32u - by))) ^ x.x;
    if ((round & 3u) == 3u) {
      let block = (round >> 2u) + 1u;
      x += vec2u(keys[block % 3u], keys[(block + 1u) % 3u] + block);
    }
  }
  return x;
}

fn normals(key: vec2u, counter: vec2u) -> vec2f {
  let bits = threefry(key, counter);
  // 24 bits are what single precision holds below 1; the first is never 0.
  let one = (f32(bits.x >> 8u) + 0.5) / 16777216.0;
  let two = f32(bits.y >> 8u) / 16777216.0;
  return sqrt(-2.0 * log(one)) * cosSin(6.283185307179586 * two);
}
`;
