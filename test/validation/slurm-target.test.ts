import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wordsOfError } from '../../present/words/words.js';
import { earlyEndOf } from '../../validation/request/early-end.js';
import { onSlurm } from '../../validation/slurm/target.js';

describe.skipIf(process.platform === 'win32')('a cluster', () => {
  const path = process.env['PATH'] ?? '';
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'archscale-slurm-'));
    process.env['PATH'] = `${folder}${delimiter}${path}`;
  });
  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Puts a command on the PATH that runs a line of shell. */
  function command(name: string, line: string): void {
    writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`);
    chmodSync(join(folder, name), 0o755);
  }

  const asked = async (): Promise<unknown> =>
    onSlurm({}, ['archscale', 'work'])
      .mayBegin?.()
      .then(() => undefined)
      .catch((error: unknown) => error);

  it('is used when its commands answer', async () => {
    command('sbatch', 'echo slurm 23.11');
    command('squeue', 'echo slurm 23.11');
    expect(await asked()).toBeUndefined();
  });

  it.each([
    [
      'sbatch',
      'echo "sbatch: error: Unable to process configuration file" >&2; exit 1',
      'Unable to process configuration',
    ],
    ['squeue', 'exit 3', 'squeue failed'],
  ])('whose %s fails is a failure with its reason and the next step, no fault', async (name, line, reason) => {
    command('sbatch', 'echo slurm 23.11');
    command('squeue', 'echo slurm 23.11');
    command(name, line);
    const error = await asked();
    expect(earlyEndOf(error)).toBe('failed');
    const said = wordsOfError(error);
    expect(said).toContain(reason);
    expect(said).toContain(`Run \`${name} --version\``);
    expect(said).toContain('leave --on slurm out');
  });

  it('without its commands is refused', async () => {
    process.env['PATH'] = folder;
    expect(earlyEndOf(await asked())).toBe('refused');
  });
});
