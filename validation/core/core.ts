import { coreBytes } from './generated/bytes.js';

/**
 * The functions of the core, of addresses and sizes; what each does is in validation/core/assembly. Strides are in bytes.
 */
interface Kernels {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly free: { readonly value: number };
  product: Kernel;
  addProduct: Kernel;
  sumProducts: Kernel;
  unitsForward: Kernel;
  multiply: Kernel;
  combine: Kernel;
  pack: Kernel;
  addUnpadded: Kernel;
  sumsOver: Kernel;
  weightedRows: Kernel;
  outerProduct: Kernel;
  packRows: Kernel;
  packSamples: Kernel;
  squareFromGroups: Kernel;
  squareToGroups: Kernel;
  invertShifted: Kernel;
  drift: Kernel;
  addScaled: Kernel;
  attend: Kernel;
  attendBackward: Kernel;
  normForward: Kernel;
  normBackward: Kernel;
}
type Kernel = (...given: readonly number[]) => void;

/** What is used of WebAssembly: its types are in the libraries of browsers alone. */
interface WebAssemblyHost {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}
const host = (globalThis as { readonly WebAssembly?: WebAssemblyHost }).WebAssembly;

let compiled: object | null | undefined;

/** The compiled core; null where there is no WebAssembly with SIMD. */
function coreModule(): object | null {
  if (compiled !== undefined) return compiled;
  const bytes = Uint8Array.from(atob(coreBytes), (letter) => letter.charCodeAt(0));
  try {
    compiled = host?.validate(bytes) ? new host.Module(bytes) : null;
  } catch {
    // A page whose security policy forbids it.
    compiled = null;
  }
  return compiled;
}

/** True where the core runs: everywhere that has WebAssembly with SIMD. */
export const hasCore = (): boolean => coreModule() !== null;

const page = 65536;
/** A core that is put away keeps its memory for the next one, up to this many bytes. */
const mostKept = 2 ** 28;
let spare: Kernels | undefined;

/** Numbers of double precision in the core's memory. */
export interface Doubles {
  readonly at: number;
  /** Seen from here. */
  readonly view: Float64Array;
}

/** The numerical core with memory of its own. Everything is allocated before anything is computed. */
export class Core {
  readonly kernels: Kernels;
  private top: number;
  private isClosed = false;

  /** @throws RangeError where there is no WebAssembly with SIMD, or no memory left. */
  constructor() {
    const module = coreModule();
    if (!host || !module) throw new RangeError('no WebAssembly with SIMD');
    this.kernels = spare ?? (new host.Instance(module).exports as Kernels);
    spare = undefined;
    this.top = aligned(this.kernels.free.value);
  }

  /** So many bytes of zeros. */
  allocate(bytes: number): number {
    const at = this.top;
    this.top = aligned(at + bytes);
    const { memory } = this.kernels;
    const missing = this.top - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / page));
    this.clear(at, this.top - at);
    return at;
  }

  /** Overwrites so many bytes with zeros. */
  clear(at: number, bytes: number): void {
    new Uint8Array(this.kernels.memory.buffer, at, bytes).fill(0);
  }

  /** So many numbers of double precision, and zeros up to a multiple of 8. */
  doubles(count: number): Doubles {
    const at = this.allocate(8 * roundUp(count, 8));
    const { memory } = this.kernels;
    let view: Float64Array | undefined;
    return {
      at,
      get view() {
        // Memory that grows leaves the views of before without any.
        if (view === undefined || view.byteLength === 0) view = new Float64Array(memory.buffer, at, count);
        return view;
      },
    };
  }

  /** Hands the memory on to the next core. Nothing of this one is used afterwards. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.kernels.memory.buffer.byteLength <= mostKept) spare = this.kernels;
  }
}

/** A multiple of another number, at least as large. */
export const roundUp = (value: number, step: number): number => step * Math.ceil(value / step);

/** A line of the cache. */
const aligned = (address: number): number => roundUp(address, 64);
