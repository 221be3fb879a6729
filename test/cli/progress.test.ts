import { expect, it } from 'vitest';
import { Progress } from '../../present/text/progress.js';

/** A stream that keeps what is written to it. */
function stream(isTTY: boolean): { isTTY: boolean; written: string[]; write: (text: string) => boolean } {
  const written: string[] = [];
  return { isTTY, written, write: (text) => written.push(text) > 0 };
}

it('shows in a terminal at which size a plan looks, each in the place of the one before, and leaves nothing', () => {
  const terminal = stream(true);
  const progress = new Progress(terminal);
  progress.look('d', 64);
  progress.look('d', 128);
  progress.wipe();
  const lines = terminal.written.join('').split('\r\u001b[K');
  expect(lines).toEqual(['', expect.stringContaining('d = 64'), expect.stringContaining('d = 128'), '']);
  progress.wipe();
  progress.end();
  expect(terminal.written.join('').split('\r\u001b[K')).toEqual(lines);
});

it('is a line each in pipes and files, where nothing is written over', () => {
  const pipe = stream(false);
  const progress = new Progress(pipe);
  progress.look('d', 64);
  progress.wipe();
  progress.look('d', 128);
  expect(pipe.written.join('')).toMatch(/^.*d = 64\n.*d = 128\n$/);
});
