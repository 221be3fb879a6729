import { kernel, type Kernel } from './kernel.js';

/** Invocations of a workgroup that adds up. */
export const lanes = 64;

/**
 * For each chain and entry i the sum over k of m[i, k] x[k], times `factor`, plus `share` times c[i]. `together` invocations of a workgroup add up one
 * entry: 1 or all.
 */
export const matrixVector = kernel(
  [
    'count',
    'inner',
    'together',
    'mFrom',
    'mChain',
    'mRow',
    'mColumn',
    'xFrom',
    'xChain',
    'cChain',
    'toFrom',
    'toChain',
  ],
  ['factor', 'share'],
  /* wgsl */ `
@group(0) @binding(1) var<storage, read> m: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> c: array<f32>;
@group(0) @binding(4) var<storage, read_write> result: array<f32>;
var<workgroup> parts: array<f32, ${lanes}>;

@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) index: u32) {
  let chain = group.z;
  let entry = group.x * (${lanes}u / given.together) + index / given.together;
  let lane = index % given.together;
  var sum = 0.0;
  if (entry < given.count) {
    let row = given.mFrom + chain * given.mChain + entry * given.mRow;
    for (var start = lane; start < given.inner; start += 16u * given.together) {
      var part = 0.0;
      let end = min(given.inner, start + 16u * given.together);
      for (var k = start; k < end; k += given.together) { part += m[row + k * given.mColumn] * x[given.xFrom + chain * given.xChain + k]; }
      sum += part;
    }
  }
  if (given.together > 1u) {
    parts[index] = sum;
    for (var reach = ${lanes / 2}u; reach > 0u; reach /= 2u) {
      workgroupBarrier();
      if (index < reach) { parts[index] += parts[index + reach]; }
    }
    workgroupBarrier();
    sum = parts[0];
  }
  if (entry < given.count && lane == 0u) { result[given.toFrom + chain * given.toChain + entry] = given.factor * sum + given.share * c[chain * given.cChain + entry]; }
}
`,
);

/** Rows whose lower triangle fits into 16 KB of workgroup memory, with a row beside it. */
const mostPacked = 89;
const triangle = (mostPacked * (mostPacked + 1)) / 2;

/**
 * Replaces the symmetric positive definite matrix of each chain by its inverse, one workgroup a chain: the lower triangle is swept on every pivot in
 * turn. A pivot that is not positive makes the chain's inverse NaN.
 * Source: Goodnight, The American Statistician 33 (1979) 149, "A tutorial on the SWEEP operator" (published).
 */
const sweeping = (isPacked: boolean): string => {
  const swept = isPacked ? 'packed' : 'matrix';
  const at = isPacked ? 'row * (row + 1u) / 2u + column' : 'first + row * given.size + column';
  const row = (k: string): string => (isPacked ? `packed[${triangle}u + ${k}]` : `pivotRow[chain * given.size + ${k}]`);
  const load = /* wgsl */ `
  for (var row = local.y; row < given.size; row += 16u) {
    for (var column = local.x; column <= row; column += 16u) { packed[entry(row, column)] = matrix[first + row * given.size + column]; }
  }
  workgroupBarrier();`;
  return /* wgsl */ `
@group(0) @binding(1) var<storage, read_write> matrix: array<f32>;
${
  isPacked
    ? `var<workgroup> packed: array<f32, ${triangle + mostPacked}>;`
    : '@group(0) @binding(2) var<storage, read_write> pivotRow: array<f32>;'
}
var<private> first: u32;

fn entry(row: u32, column: u32) -> u32 { return ${at}; }

@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) index: u32) {
  let chain = group.x;
  first = chain * given.size * given.size;
  ${isPacked ? load : ''}
  for (var pivot = 0u; pivot < given.size; pivot++) {
    for (var k = index; k < given.size; k += 256u) { ${row('k')} = ${swept}[entry(max(k, pivot), min(k, pivot))]; }
    ${isPacked ? '' : 'storageBarrier();'} workgroupBarrier();
    let value = ${row('pivot')};
    let over = select(bitcast<f32>(select(0x7fc00000u, 0u, value > 0.0)), 1.0 / value, value > 0.0);
    for (var row = local.y; row < given.size; row += 16u) {
      let share = ${row('row')} * over;
      for (var column = local.x; column <= row; column += 16u) {
        let it = entry(row, column);
        if (row == pivot && column == pivot) { ${swept}[it] = -over; }
        else if (row == pivot) { ${swept}[it] = ${row('column')} * over; }
        else if (column == pivot) { ${swept}[it] = share; }
        else { ${swept}[it] -= share * ${row('column')}; }
      }
    }
    ${isPacked ? '' : 'storageBarrier();'} workgroupBarrier();
  }
  for (var row = local.y; row < given.size; row += 16u) {
    for (var column = local.x; column <= row; column += 16u) {
      let value = -${swept}[entry(row, column)];
      matrix[first + row * given.size + column] = value;
      matrix[first + column * given.size + row] = value;
    }
  }
}
`;
};

/** The kernel for matrices that fit into workgroup memory. */
const packedInverse = kernel(['size'], [], sweeping(true));

/** The kernel for all others; it needs a buffer of a row a chain. */
const inverseInPlace = kernel(['size'], [], sweeping(false));

/** The kernel that inverts matrices of so many rows, and whether it needs a buffer of a row a chain. */
export const inverse = (size: number): { readonly kernel: Kernel; readonly needsRow: boolean } =>
  size <= mostPacked ? { kernel: packedInverse, needsRow: false } : { kernel: inverseInPlace, needsRow: true };
