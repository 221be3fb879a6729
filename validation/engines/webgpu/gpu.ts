/**
 * What the engine uses of WebGPU (W3C, https://www.w3.org/TR/webgpu/). Browsers and Dawn give objects of these forms; the types of browsers are not
 * those of Node, and this code runs in both.
 */

/** `navigator.gpu`. */
export interface Gpu {
  requestAdapter(options?: { readonly powerPreference?: 'high-performance' }): Promise<GpuAdapter | null>;
}

export interface GpuAdapter {
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly device: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
  readonly limits: Readonly<Record<GpuLimit, number>>;
  requestDevice(options: { readonly requiredLimits: Readonly<Partial<Record<GpuLimit, number>>> }): Promise<GpuDevice>;
}

export type GpuLimit = 'maxStorageBufferBindingSize' | 'maxBufferSize';

export interface GpuDevice {
  readonly limits: Readonly<Record<GpuLimit, number>>;
  readonly lost: Promise<{ readonly message: string }>;
  readonly queue: {
    writeBuffer(buffer: GpuBuffer, offset: number, data: Float32Array | Uint32Array): void;
    submit(commands: readonly object[]): void;
    onSubmittedWorkDone(): Promise<unknown>;
  };
  createBuffer(options: { readonly size: number; readonly usage: number }): GpuBuffer;
  createShaderModule(options: { readonly code: string }): object;
  createComputePipelineAsync(options: {
    readonly layout: 'auto';
    readonly compute: { readonly module: object };
  }): Promise<GpuPipeline>;
  createBindGroup(options: {
    readonly layout: object;
    readonly entries: readonly { readonly binding: number; readonly resource: { readonly buffer: GpuBuffer } }[];
  }): object;
  createCommandEncoder(): GpuEncoder;
  addEventListener(
    kind: 'uncapturederror',
    listener: (event: { readonly error: { readonly message: string } }) => void,
  ): void;
  destroy(): void;
}

export interface GpuBuffer {
  readonly size: number;
  mapAsync(mode: number): Promise<unknown>;
  getMappedRange(): ArrayBuffer;
  unmap(): void;
  destroy(): void;
}

export interface GpuPipeline {
  getBindGroupLayout(index: number): object;
}

export interface GpuEncoder {
  beginComputePass(): GpuPass;
  copyBufferToBuffer(from: GpuBuffer, fromOffset: number, to: GpuBuffer, toOffset: number, size: number): void;
  finish(): object;
}

export interface GpuPass {
  setPipeline(pipeline: GpuPipeline): void;
  setBindGroup(index: number, group: object): void;
  dispatchWorkgroups(x: number, y?: number, z?: number): void;
  end(): void;
}

/** GPUBufferUsage, of which Node has no global. */
export const bufferUsage = { mapRead: 1, copyFrom: 4, copyTo: 8, uniform: 64, storage: 128 } as const;

/** GPUMapMode.READ */
export const mapRead = 1;
