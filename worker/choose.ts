import { engineAmong } from '../validation/engines/among.js';
import type { ChosenEngine, Engine } from '../validation/engines/engine.js';
import type { WebGpuEngine } from '../validation/engines/webgpu/engine.js';
import type { Plan } from '../validation/plan.js';

/** What measures in a browser: the embedded engine, and WebGPU where the browser has it. */
export interface BrowserEngines {
  readonly embedded: Engine;
  readonly webgpu?: WebGpuEngine;
}

/**
 * The engine that measures a plan in a browser. Where the choice is open it is that on WebGPU for chains, if there is a graphics card.
 * @param name `auto` or an engine's name.
 * @throws NotMeasurableError when there is none.
 */
export async function engineInBrowser(
  { embedded, webgpu }: BrowserEngines,
  name: string,
  plan: Plan,
): Promise<ChosenEngine> {
  const engine = engineAmong(webgpu ? [embedded, webgpu] : [embedded], name, plan);
  const isCandidate = webgpu && name === 'auto' && webgpu.methods.includes(plan.method.kind);
  if (!isCandidate || !(await webgpu.isWorthTiming(plan))) return { engine };
  return { engine: webgpu, why: { code: 'engine-on-card' } };
}
