import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { beganOf, isRunning } from '../../language/running-process.js';

it('this process runs, and one of the same number that began at another time does not', () => {
  const began = beganOf(process.pid);
  expect(isRunning({ process: process.pid })).toBe(true);
  expect(isRunning({ process: process.pid, ...(began ? { began } : {}) })).toBe(true);
  if (began) expect(isRunning({ process: process.pid, began: `${began}0` })).toBe(false);
});

it.skipIf(process.platform !== 'linux')(
  'a process that has ended does not run, though nobody has asked how',
  async () => {
    // Its parent becomes a program that asks after no child.
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(line.toString());
      while (!/^\d+ \(.*\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) await setTimeout(10);
      expect(isRunning({ process: pid })).toBe(false);
      const began = beganOf(pid);
      expect(isRunning({ process: pid, ...(began ? { began } : {}) })).toBe(false);
    } finally {
      parent.kill('SIGKILL');
    }
  },
);
