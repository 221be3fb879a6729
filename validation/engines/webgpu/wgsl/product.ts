import type { ActivationName } from '../../../../theory/activations/index.js';
import { activationCode } from './activations.js';
import { kernel, type Kernel } from './kernel.js';

/** Rows and columns of the workgroup that makes a tile. */
const side = 16;
/** So much of the inner dimension is loaded at once; its sums are added up apart, which keeps rounding errors small. */
const depth = 16;

/** What `given` says of a matrix a chain: where the first begins, and how far apart those of two chains, two rows and two columns are. */
const places = (name: string): string[] => ['From', 'Chain', 'Row', 'Column'].map((place) => `${name}${place}`);

/**
 * For each chain the sums over k of a[row, k] b[k, column], in tiles of a workgroup's memory, and what `finish` makes of each.
 * @param each rows and columns that each invocation makes: 2 or 4.
 * @param whole fields of `given` that `finish` uses, but for `rows` and `columns`: whole numbers, and others.
 * @param finish declarations of bindings from 3 on, and `finish(chain, row, column, sum)`.
 */
const product = (each: number, whole: readonly string[], real: readonly string[], finish: string): Kernel =>
  kernel(
    ['rows', 'columns', 'inner', ...places('a'), ...places('b'), ...whole],
    real,
    /* wgsl */ `
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
${finish}
const tile = ${side * each}u;
const depth = ${depth}u;
const each = ${each}u;
var<workgroup> left: array<f32, ${side * each * depth}>;
var<workgroup> right: array<f32, ${side * each * depth}>;

@compute @workgroup_size(${side}, ${side})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) index: u32) {
  let chain = group.z;
  let firstRow = group.y * tile;
  let firstColumn = group.x * tile;
  let aStart = given.aFrom + chain * given.aChain;
  let bStart = given.bFrom + chain * given.bChain;
  var sums: array<f32, ${each * each}>;
  var parts: array<f32, ${each * each}>;
  for (var start = 0u; start < given.inner; start += depth) {
    for (var at = index; at < tile * depth; at += ${side * side}u) {
      // Neighbouring invocations read neighbouring values, whichever way the matrix lies.
      let row = select(at % tile, at / depth, given.aColumn == 1u);
      let k = select(at / tile, at % depth, given.aColumn == 1u);
      let isInside = firstRow + row < given.rows && start + k < given.inner;
      left[k * tile + row] = select(0.0, a[select(0u, aStart + (firstRow + row) * given.aRow + (start + k) * given.aColumn, isInside)], isInside);
    }
    for (var at = index; at < tile * depth; at += ${side * side}u) {
      let column = select(at % tile, at / depth, given.bRow == 1u);
      let k = select(at / tile, at % depth, given.bRow == 1u);
      let isInside = firstColumn + column < given.columns && start + k < given.inner;
      right[k * tile + column] = select(0.0, b[select(0u, bStart + (start + k) * given.bRow + (firstColumn + column) * given.bColumn, isInside)], isInside);
    }
    workgroupBarrier();
    // Not by a declaration here: SwiftShader does not set it to zero again.
    for (var at = 0u; at < each * each; at++) { parts[at] = 0.0; }
    for (var k = 0u; k < depth; k++) {
      var own: array<f32, ${each}>;
      for (var j = 0u; j < each; j++) { own[j] = right[k * tile + local.x + j * ${side}u]; }
      for (var i = 0u; i < each; i++) {
        let value = left[k * tile + local.y + i * ${side}u];
        for (var j = 0u; j < each; j++) { parts[i * each + j] += value * own[j]; }
      }
    }
    for (var at = 0u; at < each * each; at++) { sums[at] += parts[at]; }
    workgroupBarrier();
  }
  for (var i = 0u; i < each; i++) {
    for (var j = 0u; j < each; j++) {
      let row = firstRow + local.y + i * ${side}u;
      let column = firstColumn + local.x + j * ${side}u;
      if (row < given.rows && column < given.columns) { finish(chain, row, column, sums[i * each + j]); }
    }
  }
}
`,
  );

/** to = scale * a b + diagonal * 1 + share * u v, u and v entry by entry. */
const linear = (each: number): Kernel =>
  product(
    each,
    [...places('to'), ...places('u'), ...places('v')],
    ['scale', 'diagonal', 'share'],
    /* wgsl */ `
@group(0) @binding(3) var<storage, read> u: array<f32>;
@group(0) @binding(4) var<storage, read> v: array<f32>;
@group(0) @binding(5) var<storage, read_write> to: array<f32>;
fn finish(chain: u32, row: u32, column: u32, sum: f32) {
  let beside = u[given.uFrom + chain * given.uChain + row * given.uRow + column * given.uColumn]
    * v[given.vFrom + chain * given.vChain + row * given.vRow + column * given.vColumn];
  to[given.toFrom + chain * given.toChain + row * given.toRow + column * given.toColumn] =
    given.scale * sum + select(0.0, given.diagonal, row == column) + given.share * beside;
}
`,
  );

/** Units: before = scale * a b, to = phi(before) + share * u; `before` lies as `to` does. */
const units = (each: number, activation: string): Kernel =>
  product(
    each,
    [...places('to'), ...places('u')],
    ['scale', 'share'],
    /* wgsl */ `
@group(0) @binding(3) var<storage, read> u: array<f32>;
@group(0) @binding(4) var<storage, read_write> to: array<f32>;
@group(0) @binding(5) var<storage, read_write> before: array<f32>;
${activation}
fn finish(chain: u32, row: u32, column: u32, sum: f32) {
  let at = given.toFrom + chain * given.toChain + row * given.toRow + column * given.toColumn;
  let z = given.scale * sum;
  before[at] = z;
  to[at] = value(z) + given.share * u[given.uFrom + chain * given.uChain + row * given.uRow + column * given.uColumn];
}
`,
  );

/** A kernel of products, and how many rows and columns a workgroup makes. */
export interface ProductKernel {
  readonly kernel: Kernel;
  readonly tile: number;
}

/** Large tiles where there are enough rows and columns to fill them. */
const eachOf = (rows: number, columns: number): number => (rows >= 4 * side && columns >= 4 * side ? 4 : 2);

/** The kernel of linear products with results of so many rows and columns. */
export function linearProduct(rows: number, columns: number): ProductKernel {
  const each = eachOf(rows, columns);
  return { kernel: linear(each), tile: side * each };
}

/** The kernel of so many units (columns) on so many rows. */
export function unitsProduct(rows: number, columns: number, activation: ActivationName): ProductKernel {
  const each = eachOf(rows, columns);
  return { kernel: units(each, activationCode[activation]), tile: side * each };
}
