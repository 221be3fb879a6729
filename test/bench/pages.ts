import { readFileSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { diagramRequest } from '../../protocol/requests.js';
import type { DiagramAnswer } from '../../protocol/diagram.js';
import type { ValidationResult } from '../../validation/result.js';
import { Session } from './session.js';
import { workplace } from './texts.js';

/** Milliseconds between the frames of a page while something is done with it; 60 frames a second are 16.7 ms apart. */
export interface Frames {
  readonly name: string;
  readonly gaps: readonly number[];
}

type Interaction = 'hover' | 'pan' | 'zoom';

/** So many points are in a chart. */
const points = 10_000;

/** So many frames are looked at: 5 seconds. */
const frames = 300;

/** Measures the results chart and the diagram panel in a browser, on the built pages. */
export async function pages(browserPath: string, server: string): Promise<Frames[]> {
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--headless', '--no-sandbox'] });
  try {
    const { diagram, plot } = await answers(server);
    const results = { folders: ['run'], results: [manyPoints()] };
    const found: Frames[] = [];
    const measure = async (name: string, script: string, data: unknown, selector: string, kinds: Interaction[]) => {
      const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
      await open(page, script, data, selector);
      for (const kind of kinds) {
        // The first second warms the page up.
        const gaps = await page.evaluate<number[]>(
          `framesOf('${selector}', '${kind}', 60).then(() => framesOf('${selector}', '${kind}', ${frames}))`,
        );
        found.push({ name: `${name}, ${kind}`, gaps });
      }
      await page.close();
    };
    await measure(`results chart of ${points} points`, 'results', results, 'canvas', ['hover']);
    const plotted = `energies in ${points} points`;
    await measure(plotted, 'diagram', { subject, answer: resampled(plot) }, '.stage', ['hover', 'pan', 'zoom']);
    await measure('phase diagram', 'diagram', { subject, answer: diagram }, '.stage', ['hover', 'pan', 'zoom']);
    return found;
  } finally {
    await browser.close();
  }
}

const subject = { uri: 'file:///study.arch', study: 'Cubic3' };

/** Where the built pages are for the browser: their scripts share parts, which they load by address. */
const origin = 'http://pages.invalid';

async function open(page: Page, script: string, data: unknown, selector: string): Promise<void> {
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    return pathname === '/' ? route.fulfill(document(script)) : route.fulfill({ path: `dist${pathname}` });
  });
  await page.goto(origin);
  await page.addScriptTag({ path: 'test/bench/page-frames.js' });
  await page.evaluate(`standForEditor(${JSON.stringify(script === 'diagram' ? data : {})})`);
  await page.addStyleTag({ path: `dist/${script}.css` });
  await page.addScriptTag({ url: `${origin}/${script}.js`, type: 'module' });
  if (script === 'results') await page.evaluate(`postMessage(${JSON.stringify(data)}, '*')`);
  await page.locator(selector).first().waitFor();
}

const document = (script: string) => ({
  contentType: 'text/html',
  body: `<!DOCTYPE html><html><head><meta name="texts" content="{}"></head><body><main id="${script}"></main></body></html>`,
});

/** A finished run with so many points: 100 sizes, 100 seeds. */
function manyPoints(): ValidationResult {
  const run = JSON.parse(readFileSync('test/present/report/fixtures/finished.json', 'utf8')) as ValidationResult;
  const side = Math.sqrt(points);
  const [first] = run.points;
  if (!first) throw new Error('the run has no points');
  const many = Array.from({ length: points }, (_, at) => {
    const size = 32 * 2 ** ((8 * Math.floor(at / side)) / side);
    return { ...first, sizes: { d: size, N: 4 * size }, seed: 1 + (at % side), value: size * (9 + (at % side) / 50) };
  });
  return { ...run, points: many };
}

/** What the server answers for a study: its diagram over two sizes, and its energies against one. */
async function answers(
  server: string,
): Promise<Record<'diagram' | 'plot', DiagramAnswer & { readonly kind: 'diagram' | 'plot' }>> {
  const session = new Session(workplace(100), server);
  await session.start();
  const asked = { study: subject.study, x: 'd' };
  const diagram = await session.request(diagramRequest, { ...asked, y: 'wide3' });
  const plot = await session.request(diagramRequest, { ...asked, y: null });
  session.close();
  if (diagram.kind !== 'diagram' || plot.kind !== 'plot') throw new Error('the server has no diagram of the study');
  return { diagram, plot };
}

/** A plot with more points on the same lines. */
function resampled(answer: DiagramAnswer): DiagramAnswer {
  if (answer.kind !== 'plot') return answer;
  const each = Math.ceil(points / answer.plot.lines.length);
  const lines = answer.plot.lines.map((line) => {
    const known = line.points.filter((point) => point !== null);
    const dense = Array.from({ length: each }, (_, at) => {
      const place = (at / (each - 1)) * (known.length - 1);
      const [from, to] = [known[Math.floor(place)], known[Math.ceil(place)]];
      const part = place % 1;
      return from && to ? ([mix(from[0], to[0], part), mix(from[1], to[1], part)] as const) : null;
    });
    return { ...line, points: dense };
  });
  return { ...answer, plot: { ...answer.plot, lines } };
}

function mix(from: number, to: number, part: number): number {
  return from + part * (to - from);
}
