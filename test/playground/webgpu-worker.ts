/** A web worker that measures a plan with the browser's engine on WebGPU, and posts its events. */
import type { Plan } from '../../validation/plan.js';
import { browserEngines } from '../../worker/engine.js';

interface WorkerScope {
  onmessage: ((event: { readonly data: Plan }) => void) | null;
  postMessage(message: unknown): void;
}
const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data: plan }) => {
  const { webgpu } = browserEngines;
  if (!webgpu) scope.postMessage({ failed: 'the worker has no navigator.gpu' });
  else {
    const measured = webgpu.run(plan, new Set(), (event) => Promise.resolve(scope.postMessage(event)));
    measured.then(
      async () => scope.postMessage({ device: webgpu.device(), isWorthTiming: await webgpu.isWorthTiming(plan) }),
      (error: unknown) => scope.postMessage({ failed: JSON.stringify(error) }),
    );
  }
};
