import { kernel, type Kernel } from './kernel.js';

/** Phi[chain, sample, k] = scale * sum over the positions that are read of the last layer's values. */
export const features = kernel(
  ['values', 'taken', 'weights', 'count'],
  ['scale'],
  /* wgsl */ `
@group(0) @binding(1) var<storage, read> last: array<f32>;
@group(0) @binding(2) var<storage, read_write> made: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < given.count; at += groups.x * 64u) {
    let row = at / given.weights;
    var sum = 0.0;
    for (var k = at % given.weights; k < given.taken; k += given.weights) { sum += last[row * given.values + k]; }
    made[at] = given.scale * sum;
  }
}
`,
);

/** Derivatives by the last layer's values from those by Phi. */
export const featuresBackward = kernel(
  ['values', 'taken', 'weights', 'count'],
  ['scale'],
  /* wgsl */ `
@group(0) @binding(1) var<storage, read> toFeatures: array<f32>;
@group(0) @binding(2) var<storage, read_write> toValues: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < given.count; at += groups.x * 64u) {
    let row = at / given.values;
    let k = at % given.values;
    toValues[at] = select(0.0, given.scale * toFeatures[row * given.weights + k % given.weights], k < given.taken);
  }
}
`,
);

/** Derivatives by Phi where the readout is sampled: -pull m^T. */
export const outer = kernel(
  ['samples', 'weights', 'count', 'meanFrom', 'meanChain'],
  [],
  /* wgsl */ `
@group(0) @binding(1) var<storage, read> pull: array<f32>;
@group(0) @binding(2) var<storage, read> mean: array<f32>;
@group(0) @binding(3) var<storage, read_write> toFeatures: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < given.count; at += groups.x * 64u) {
    let row = at / given.weights;
    toFeatures[at] = -pull[row] * mean[given.meanFrom + (row / given.samples) * given.meanChain + at % given.weights];
  }
}
`,
);

/** Derivatives by pre-activations from those by a layer's values. */
export const preActivations = (activation: string): Kernel =>
  kernel(
    ['count'],
    [],
    /* wgsl */ `
@group(0) @binding(1) var<storage, read> toValues: array<f32>;
@group(0) @binding(2) var<storage, read> before: array<f32>;
@group(0) @binding(3) var<storage, read_write> made: array<f32>;
${activation}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < given.count; at += groups.x * 64u) { made[at] = toValues[at] * slope(before[at]); }
}
`,
  );
