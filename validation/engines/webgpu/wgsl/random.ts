import { trigonometry } from './trigonometry.js';

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
