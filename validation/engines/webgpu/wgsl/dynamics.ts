import { counterBasedNormals } from './random.js';
import { kernel } from './kernel.js';

/**
 * A step of BAOAB up to the next gradient, two weights an invocation, of `count` pairs: a kick, half a drift, friction and noise, half a drift. `part` is the part of a whole
 * kick: 1/2 for a first step; 1 between two, where the end of one and the beginning of the next are one kick.
 * Source: validation/training/sample/langevin.ts.
 *
 * The gradient lacks the prior's part, the weights themselves. `names` are the numbers of the chains, `clock` counts the steps of each pair of weights.
 */
export const advance = kernel(
  ['weights', 'count', 'seed'],
  ['step', 'part', 'keep', 'kick'],
  /* wgsl */ `
@group(0) @binding(1) var<storage, read> gradient: array<f32>;
@group(0) @binding(2) var<storage, read_write> position: array<f32>;
@group(0) @binding(3) var<storage, read_write> velocity: array<f32>;
@group(0) @binding(4) var<storage, read_write> clock: array<u32>;
@group(0) @binding(5) var<storage, read> names: array<u32>;
${counterBasedNormals}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let pairs = (given.weights + 1u) / 2u;
  for (var pair = id.x; pair < given.count; pair += groups.x * 64u) {
    let chain = pair / pairs;
    let noise = normals(vec2u(given.seed, names[chain]), vec2u(clock[pair], pair % pairs));
    clock[pair] += 1u;
    for (var second = 0u; second < 2u; second++) {
      let weight = 2u * (pair % pairs) + second;
      if (weight < given.weights) {
        let at = chain * given.weights + weight;
        let kicked = velocity[at] - given.part * given.step * (gradient[at] + position[at]);
        let middle = position[at] + 0.5 * given.step * kicked;
        let refreshed = given.keep * kicked + given.kick * noise[second];
        velocity[at] = refreshed;
        position[at] = middle + 0.5 * given.step * refreshed;
      }
    }
  }
}
`,
);

/** The last half of a kick. */
export const halfKick = kernel(
  ['count'],
  ['step'],
  /* wgsl */ `
@group(0) @binding(1) var<storage, read> gradient: array<f32>;
@group(0) @binding(2) var<storage, read> position: array<f32>;
@group(0) @binding(3) var<storage, read_write> velocity: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < given.count; at += groups.x * 64u) { velocity[at] -= 0.5 * given.step * (gradient[at] + position[at]); }
}
`,
);
