import type { ActivationName } from '../../../theory/activations/index.js';
import type { Call } from './device.js';
import type { GpuBuffer } from './gpu.js';
import { lanes, matrixVector } from './wgsl/linear-algebra.js';
import type { Kernel } from './wgsl/kernel.js';
import { linearProduct, unitsProduct, type ProductKernel } from './wgsl/product.js';

/** A vector a chain in a buffer: where the first begins, and how far apart those of two chains are; 0 where all have the same. */
export interface Vectors {
  readonly buffer: GpuBuffer;
  readonly from?: number;
  readonly chain: number;
}

/** A matrix a chain. */
export interface Matrices extends Vectors {
  /** How far apart two rows are, and two columns. */
  readonly row: number;
  readonly column: number;
}

/** The most workgroups in one direction. */
const mostGroups = 65_535;

/** A kernel that goes over `count` entries with 64 invocations a workgroup. */
export function elementwise(
  kernel: Kernel,
  given: Readonly<Record<string, number>> & { readonly count: number },
  buffers: readonly GpuBuffer[],
): Call {
  return { kernel, given, buffers, workgroups: [Math.min(mostGroups, Math.ceil(given.count / 64))] };
}

/** to = scale * a b of the matrices of each chain, rows x columns. */
export interface ProductOf {
  readonly a: Matrices;
  readonly b: Matrices;
  readonly to: Matrices;
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
  readonly chains: number;
  readonly scale: number;
  /** A buffer that holds a 1. */
  readonly one: GpuBuffer;
}

/** What is added to every chain's product: `diagonal` times the unit matrix, `share` times u v, entry by entry. */
export interface Beside {
  readonly diagonal?: number;
  readonly share?: number;
  readonly u?: Matrices;
  readonly v?: Matrices;
}

export function productCall({ diagonal = 0, share = 0, ...of }: ProductOf & Beside): Call {
  const { u = everywhere(of.one), v = everywhere(of.one) } = of;
  return callOf(linearProduct(of.rows, of.columns), of, { diagonal, share, ...placed('u', u), ...placed('v', v) }, [
    u.buffer,
    v.buffer,
    of.to.buffer,
  ]);
}

/** Units of each chain: to = phi(scale * a b) + skip, with what phi is of in `before`, which lies as `to` does. */
export interface UnitsOf extends ProductOf {
  readonly activation: ActivationName;
  readonly before: GpuBuffer;
  readonly skip?: Matrices;
}

export function unitsCall({ activation, before, skip, ...of }: UnitsOf): Call {
  const u = skip ?? everywhere(of.one);
  return callOf(unitsProduct(of.rows, of.columns, activation), of, { share: skip ? 1 : 0, ...placed('u', u) }, [
    u.buffer,
    of.to.buffer,
    before,
  ]);
}

const everywhere = (one: GpuBuffer): Matrices => ({ buffer: one, chain: 0, row: 0, column: 0 });

function callOf(
  { kernel, tile }: ProductKernel,
  { a, b, to, rows, columns, inner, chains, scale }: ProductOf,
  others: Readonly<Record<string, number>>,
  buffers: readonly GpuBuffer[],
): Call {
  return {
    kernel,
    given: { rows, columns, inner, scale, ...placed('a', a), ...placed('b', b), ...placed('to', to), ...others },
    buffers: [a.buffer, b.buffer, ...buffers],
    workgroups: [Math.ceil(columns / tile), Math.ceil(rows / tile), chains],
  };
}

const placed = (name: string, { from = 0, chain, row, column }: Matrices): Record<string, number> => ({
  [`${name}From`]: from,
  [`${name}Chain`]: chain,
  [`${name}Row`]: row,
  [`${name}Column`]: column,
});

/** factor * m x + share * c of each chain. */
export interface MatrixVector {
  readonly m: Matrices;
  readonly x: Vectors;
  readonly c?: Vectors;
  readonly to: Vectors;
  readonly count: number;
  readonly inner: number;
  readonly factor: number;
  readonly share?: number;
  readonly chains: number;
}

/** Entries of a result up to which a workgroup adds up each of them. */
const fewEntries = 4096;

export function matrixVectorCall({ m, x, c, to, count, inner, factor, share = 0, chains }: MatrixVector): Call {
  const together = inner > lanes && count <= fewEntries ? lanes : 1;
  return {
    kernel: matrixVector,
    given: {
      ...{ count, inner, factor, share, together },
      ...placed('m', m),
      ...{ xFrom: x.from ?? 0, xChain: x.chain, cChain: c?.chain ?? 0, toFrom: to.from ?? 0, toChain: to.chain },
    },
    buffers: [m.buffer, x.buffer, (c ?? x).buffer, to.buffer],
    workgroups: [Math.ceil((count * together) / lanes), 1, chains],
  };
}
