import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench.js';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ open: 'three-layer.arch', language: 'de' });
  await workbench.editor().getByText('Diagramm', { exact: true }).first().waitFor({ timeout: 60_000 });
});
afterEach(({ task }) => workbench?.pictureOfFailure(task));
afterAll(() => workbench?.close());

const timeout = 30_000;

test('in a VS Code in German, a hover and a derivation are in German', async () => {
  const hover = await workbench.hover(workbench.line('dense h2').getByText('h2', { exact: true }));
  expect(await hover.textContent()).toContain('Warum nichts anderes?');
  await workbench.screenshot('translated hover');
  await workbench.goTo(18, 1);
  await workbench.command('Archscale: Vorhersage erklären');
  const explanation = await workbench.webview('#explanation h2');
  await expect.poll(() => explanation.locator('#explanation').textContent(), { timeout }).toContain('Herleitung');
  await workbench.screenshot('translated explanation');
});

test('in a VS Code in German, lenses, hints, commands, pages and what the server says of a network are in German', async () => {
  const hint = async () => (await workbench.line('samples:').textContent())?.replaceAll('\u00a0', ' ');
  await expect.poll(hint, { timeout }).toContain('kein gemessener Faktor');
  await workbench.goTo(18, 1);
  await workbench.command('Archscale: Netz zeigen');
  const network = await workbench.webview('#network .block');
  await expect.poll(() => network.locator('.block').nth(1).textContent(), { timeout }).toContain('Gewichte');
  expect(await network.locator('html').getAttribute('lang')).toBe('de');
  await workbench.screenshot('translated network');

  await workbench.goTo(18, 1);
  await workbench.command('Archscale: Phasendiagramm zeigen');
  const diagram = await workbench.webview('#diagram [data-region]');
  await expect.poll(() => diagram.locator('h1').textContent(), { timeout }).toContain('Muster, das gewinnt');
  await diagram.getByRole('button', { name: 'In die Datei schreiben' }).waitFor();
  await workbench.screenshot('translated diagram');

  await workbench.command('Archscale: Studien vergleichen');
  const comparison = await workbench.webview('#comparison tbody tr');
  expect(await comparison.locator('h1').textContent()).toBe('Studien nebeneinander');
  expect(await comparison.locator('.count').textContent()).toContain('1 von 1 Studie');
  await workbench.screenshot('translated comparison');
});

test('in a VS Code in German, an error is in German', async () => {
  await workbench.goTo(1, 1);
  await workbench.page.keyboard.type('scale x ~ gone ');
  await workbench.editor().locator('.squiggly-error').first().waitFor({ timeout });
  const error = await workbench.hover(workbench.line('scale x').getByText('gone', { exact: true }), '.marker');
  expect(await error.textContent()).toContain('scale gone gibt es nicht.');
  await workbench.screenshot('translated error');
});
