import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { folder } from './archscale.js';

it('a validation whose terminal is closed keeps its result, and ends by itself', async () => {
  const out = join(folder(), 'run');
  const ended = join(folder(), 'code');
  const call = `'${process.execPath}' dist/cli.cjs validate examples/two-layer.arch --out '${out}'`;
  // The shell outlives the terminal, and tells how the call ended.
  const line = `trap : HUP; ${call}; echo $? > '${ended}'`;
  const options = process.platform === 'linux' ? ['-qec', line, '/dev/null'] : ['-q', '/dev/null', 'sh', '-c', line];
  const terminal = spawn('script', options, { cwd: root, stdio: 'ignore' });
  const events = join(out, 'events.jsonl');
  while (!existsSync(events) || !readFileSync(events, 'utf8').includes('"point"')) await pause(20);
  terminal.kill('SIGKILL');
  while (!existsSync(ended) || readFileSync(ended, 'utf8') === '') await pause(50);
  // A process that a signal ended has a code above 128. Systems differ in whom they tell that a terminal is gone, so the
  // run may be interrupted (3), or finish and find that it cannot print (2).
  expect(['2\n', '3\n']).toContain(readFileSync(ended, 'utf8'));
  expect(existsSync(join(out, 'run.lock'))).toBe(false);
  expect(JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'))).toHaveProperty('points');
});
