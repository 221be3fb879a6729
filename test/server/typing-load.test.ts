import { expect, it } from 'vitest';
import { memory } from '../bench/memory.js';
import { Session } from '../bench/session.js';
import { workplace } from '../bench/texts.js';
import { bundle } from './editor.js';

const reporter = new URL('../bench/heap-reporter.mjs', import.meta.url).href;

it('the heap does not grow over two thousand edits', { timeout: 600_000 }, async () => {
  const { megabytes } = await memory(bundle, reporter, 1200);
  const [first = NaN, last = NaN] = [megabytes[0], megabytes.at(-1)];
  // A text that leaks with each edit, or its syntax tree, would take hundreds of megabytes.
  expect(last).toBeLessThan(1.5 * first);
});

it('of many keystrokes at once only few texts are checked: the stale ones are cancelled', async () => {
  const session = new Session(workplace(1000), bundle);
  try {
    await session.start();
    const before = session.publications;
    for (let at = 0; at < 60; at++) session.type('layer');
    await session.diagnostics();
    expect(session.publications - before).toBeLessThan(30);
  } finally {
    session.close();
  }
});
