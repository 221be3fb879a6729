import { EngineFailedError } from '../../errors.js';
import type { Gpu, GpuAdapter, GpuBuffer, GpuDevice, GpuEncoder, GpuPipeline } from './gpu.js';
import { bufferUsage, mapRead } from './gpu.js';
import { givenOf, type Kernel } from './wgsl/kernel.js';

/** One kernel on its buffers. */
export interface Dispatch {
  readonly pipeline: GpuPipeline;
  readonly group: object;
  /** Holds its numbers. */
  readonly given: GpuBuffer;
  readonly workgroups: readonly [number, number, number];
}

/** What a kernel needs to be called. */
export interface Call {
  readonly kernel: Kernel;
  /** Its sizes and numbers, by name. */
  readonly given: Readonly<Record<string, number>>;
  /** Its bindings, from 1 on. */
  readonly buffers: readonly GpuBuffer[];
  readonly workgroups: readonly [number, number?, number?];
}

/** Adapters that compute on the CPU: the embedded engine is faster than these. */
const software = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i;

/** True for an adapter of a graphics card. */
export const isCard = ({ info }: GpuAdapter): boolean =>
  info.isFallbackAdapter !== true && !software.test(Object.values(namesOf(info)).join(' '));

const namesOf = ({ vendor, architecture, device, description }: GpuAdapter['info']): Record<string, string> => ({
  ...{ vendor, architecture, device, description },
});

/** An adapter in words: its description, or as much as it says of itself. */
export function adapterName({ info }: GpuAdapter): string {
  const { vendor, architecture, device, description } = info;
  return description || [vendor, architecture, device].filter((part) => part !== '').join(' ') || 'WebGPU';
}

/**
 * The adapter with the most power.
 * @throws EngineFailedError when there is none.
 */
export async function adapterOf(gpu: Gpu): Promise<GpuAdapter> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new EngineFailedError({ code: 'webgpu-no-adapter' });
  return adapter;
}

/** A device that runs kernels. Its failures end what awaits it. */
export class ComputeDevice {
  private readonly pipelines = new Map<string, Promise<GpuPipeline>>();
  private failure: string | undefined;

  private constructor(private readonly device: GpuDevice) {
    void device.lost.then(({ message }) => (this.failure ??= message || 'lost'));
    device.addEventListener('uncapturederror', ({ error }) => (this.failure ??= error.message));
  }

  /** @throws EngineFailedError when the adapter gives no device. */
  static async on(adapter: GpuAdapter): Promise<ComputeDevice> {
    const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
    const requiredLimits = { maxStorageBufferBindingSize, maxBufferSize };
    try {
      return new ComputeDevice(await adapter.requestDevice({ requiredLimits }));
    } catch (error) {
      throw failed(error instanceof Error ? error.message : String(error));
    }
  }

  /** The most bytes of a buffer. */
  get largestBuffer(): number {
    return Math.min(this.device.limits.maxStorageBufferBindingSize, this.device.limits.maxBufferSize);
  }

  /** A buffer of so many numbers of four bytes, zero at first. */
  buffer(count: number): GpuBuffer {
    const usage = bufferUsage.storage | bufferUsage.copyFrom | bufferUsage.copyTo;
    return this.device.createBuffer({ size: 4 * Math.max(1, count), usage });
  }

  /** A buffer with values, in single precision. */
  filled(values: Float64Array | Float32Array | Uint32Array): GpuBuffer {
    const buffer = this.buffer(values.length);
    this.write(buffer, values);
    return buffer;
  }

  write(buffer: GpuBuffer, values: Float64Array | Float32Array | Uint32Array): void {
    this.device.queue.writeBuffer(buffer, 0, values instanceof Float64Array ? Float32Array.from(values) : values);
  }

  /** A kernel on its buffers; one text is compiled once. */
  async dispatch({ kernel, given, buffers, workgroups: [x, y = 1, z = 1] }: Call): Promise<Dispatch> {
    const pipeline = await this.compiled(kernel.code);
    const numbers = givenOf(kernel, given);
    const usage = bufferUsage.uniform | bufferUsage.copyTo;
    const uniform = this.device.createBuffer({ size: numbers.byteLength, usage });
    this.device.queue.writeBuffer(uniform, 0, numbers);
    const entries = [uniform, ...buffers].map((buffer, binding) => ({ binding, resource: { buffer } }));
    const group = this.device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
    return { pipeline, group, given: uniform, workgroups: [x, y, z] };
  }

  private async compiled(code: string): Promise<GpuPipeline> {
    const known = this.pipelines.get(code);
    if (known) return known;
    const module = this.device.createShaderModule({ code });
    const made = this.device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
    this.pipelines.set(code, made);
    return made.catch((error: unknown) => {
      throw failed(error instanceof Error ? error.message : String(error));
    });
  }

  /** Has commands done, and waits until they are. @throws EngineFailedError when the device fails. */
  async submit(encode: (encoder: GpuEncoder) => void): Promise<void> {
    const encoder = this.device.createCommandEncoder();
    encode(encoder);
    this.device.queue.submit([encoder.finish()]);
    await this.device.queue.onSubmittedWorkDone().catch(() => undefined);
    if (this.failure !== undefined) throw failed(this.failure);
  }

  /** The first numbers of a buffer. @throws EngineFailedError when the device fails. */
  async read(buffer: GpuBuffer, count: number): Promise<Float32Array> {
    const size = 4 * count;
    const copy = this.device.createBuffer({ size, usage: bufferUsage.mapRead | bufferUsage.copyTo });
    try {
      await this.submit((encoder) => encoder.copyBufferToBuffer(buffer, 0, copy, 0, size));
      await copy.mapAsync(mapRead).catch((error: unknown) => {
        throw failed(this.failure ?? (error instanceof Error ? error.message : String(error)));
      });
      return new Float32Array(copy.getMappedRange().slice(0));
    } finally {
      copy.destroy();
    }
  }

  close(): void {
    this.device.destroy();
  }
}

const failed = (reason: string): EngineFailedError => new EngineFailedError({ code: 'webgpu-failed', reason });

/** Puts dispatches into a pass of their own. */
export function encodePass(encoder: GpuEncoder, dispatches: readonly Dispatch[]): void {
  const pass = encoder.beginComputePass();
  for (const { pipeline, group, workgroups } of dispatches) {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...workgroups);
  }
  pass.end();
}
