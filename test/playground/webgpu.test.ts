import { mkdirSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { build } from 'esbuild';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFolder } from '../../playground/serve.mjs';
import { javascript } from '../../validation/engines/js/javascript.js';
import type { Point } from '../../validation/result.js';
import { findBrowser } from '../run/end-to-end.mjs';
import { pointsOf } from '../validation/training/points-of.js';
import { chainsMethod, chainsPlan, cubicPoint } from '../validation/training/studies.js';

let browser: Browser;
let server: Server;
let url: string;

beforeAll(async () => {
  const folder = 'test/output/webgpu';
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/index.html`, '<!doctype html><title>WebGPU</title>');
  await build({
    ...{ entryPoints: { worker: 'test/playground/webgpu-worker.ts' }, outdir: folder, logLevel: 'warning' },
    ...{ bundle: true, platform: 'browser', format: 'iife', target: 'es2022' },
  });
  ({ url, server } = await serveFolder(folder));
  // SwiftShader computes on the CPU: what is tested is the way through the browser.
  browser = await chromium.launch({
    executablePath: findBrowser() ?? expect.fail('there is no browser'),
    args: ['--headless', '--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
  });
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

test('the engine on WebGPU measures a plan in a worker of a browser', async () => {
  const method = chainsMethod({
    ...{ readout: 'integrated', draws: 40, freshInputs: 32 },
    chains: { prior: 1, informed: 1 },
  });
  const plan = chainsPlan([cubicPoint(3, 12, 2, { ridge: 1, step: 0.4, steps: 80 })], method);
  const page = await browser.newPage();
  await page.goto(url);
  // The page's own code: it must not name what only this file has.
  const said = (await page.evaluate(
    `new Promise((resolve, reject) => {
      const all = [];
      const worker = new Worker('worker.js');
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.onmessage = ({ data }) => {
        all.push(data);
        if (data.failed || data.device) resolve(all);
      };
      worker.postMessage(${JSON.stringify(plan)});
    })`,
  )) as { event?: string; point?: Point; failed?: string; device?: { code: string }; isWorthTiming?: boolean }[];
  expect(said.at(-1)?.failed).toBeUndefined();
  const measured = said.find(({ event }) => event === 'point')?.point;
  const wanted = (await pointsOf(javascript, plan)).get(0);
  const error = Math.hypot(measured?.error ?? NaN, wanted?.error ?? NaN);
  expect(measured?.seen?.['diverged']).toBe(0);
  expect(Math.abs((measured?.value ?? NaN) - (wanted?.value ?? NaN))).toBeLessThan(5 * error);
  // It is no graphics card, so an open choice leaves it alone.
  expect(said.at(-1)).toMatchObject({ device: { code: 'webgpu-device' }, isWorthTiming: false });
});
