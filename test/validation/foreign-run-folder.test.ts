import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runFolders } from '../../client/runs/search.js';
import { RunReader } from '../../client/runs/known-run.js';
import { ownerOf } from '../../client/runs/owner.js';
import { readResult } from '../../client/runs/result-file.js';
import { RunEvents } from '../../client/runs/events.js';
import { readOwnText, readOwnTextSync, replaceOwnFile } from '../../language/files/run-files.js';
import { keptEstimates } from '../../validation/estimate/store.js';
import { Jobs } from '../../validation/slurm/job.js';
import { inWords } from '../in-words.js';
import { archscale, twoLayer } from '../cli/archscale.js';

// docs/security.md: what somebody else has put into .archscale is neither written through nor waited for.

let top: string;
let run: string;
let victim: string;
const path = (): string => join(top, 'net.arch');

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'archscale-foreign-'));
  victim = join(top, 'victim');
  writeFileSync(victim, 'precious\n');
  mkdirSync(join(top, 'project'));
  run = join(top, '.archscale/net/Cubic-rate');
  writeFileSync(path(), twoLayer);
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const files = [
  'run.lock',
  'plan.json',
  'events.jsonl',
  'result.json',
  'log.txt',
  'versions.json',
  'parts',
  'parts/1.jsonl',
  'parts/job.json',
  'parts/job.sh',
];

/** What a file is in the place of. */
const plants: readonly (readonly [string, (place: string) => void])[] = [
  ['a link to a file', (place) => symlinkSync(victim, place)],
  ['a link to a terminal', (place) => symlinkSync('/dev/ptmx', place)],
  ['a pipe', (place) => void execFileSync('mkfifo', [place])],
  [
    'a link to a pipe',
    (place) => {
      if (!existsSync(join(top, 'pipe'))) execFileSync('mkfifo', [join(top, 'pipe')]);
      symlinkSync(join(top, 'pipe'), place);
    },
  ],
];

describe.skipIf(process.platform === 'win32').each(plants)('%s in a run folder', (_, plant) => {
  it('is neither written through nor waited for by a validation', () => {
    for (const name of files.filter((one) => one !== 'parts')) {
      mkdirSync(dirname(join(run, name)), { recursive: true });
      plant(join(run, name));
    }
    const { code, stderr } = archscale(['validate', path()], {}, '', top);
    // It runs where the foreign files could be set aside, or says which one is in the way.
    expect([0, 4], stderr).toContain(code);
    if (code !== 0) expect(stderr).toMatch(/Cannot .* (is a link|no regular file)/);
    expect(stderr).not.toMatch(/\n\s+at |fault of archscale/);
    expect(readFileSync(victim, 'utf8')).toBe('precious\n');
  });

  it.each(files)('is read as if it were not there, as %s', async (name) => {
    mkdirSync(dirname(join(run, name)), { recursive: true });
    plant(join(run, name));
    expect(await ownerOf(run)).toBeUndefined();
    expect(await readResult(run)).toBeUndefined();
    expect(await new RunReader().runIn(run)).toBeUndefined();
    await runFolders([top]);
    (await RunEvents.follow(run, () => undefined))();
    if (!name.includes('/')) {
      await expect(readOwnText(join(run, name))).rejects.toThrow();
      expect(() => readOwnTextSync(join(run, name))).toThrow();
    }
  });

  it('is refused as the calibration and passed over as the estimates', async () => {
    plant(`${path()}.calibration.json`);
    mkdirSync(join(top, '.archscale'));
    plant(join(top, '.archscale/estimates.json'));
    const { code, stdout, stderr } = archscale(['predict', path()], {}, '', top);
    expect([code, stdout.length > 0]).toEqual([0, true]);
    expect(stderr).toContain('calibration.json cannot be used');
    await keptEstimates(top);
    await replaceOwnFile(join(top, '.archscale/estimates.json'), 'new');
    expect(lstatSync(join(top, '.archscale/estimates.json')).isFile()).toBe(true);
    expect(readFileSync(victim, 'utf8')).toBe('precious\n');
  });
});

describe.skipIf(process.platform === 'win32')('what jobs of a cluster print', () => {
  it.each(['1.log', '2.jsonl', 'anything'])('is not appended through a link: %s', async (name) => {
    mkdirSync(join(run, 'parts'), { recursive: true });
    writeFileSync(join(run, 'plan.json'), '{}');
    symlinkSync(victim, join(run, 'parts', name));
    const work = { work: ['archscale', 'work'], engine: 'js', parts: 2 };
    await expect(inWords(Jobs.of(run, 'Cubic', {}, work))).rejects.toThrow(`${name}): it is a link`);
    expect(readFileSync(victim, 'utf8')).toBe('precious\n');
  });
});

describe.skipIf(process.platform === 'win32')('a folder on the way to a run', () => {
  it.each(['.archscale', '.archscale/net', '.archscale/net/Cubic-rate'])(
    'that is a link is not followed: %s',
    (name) => {
      const elsewhere = join(top, 'elsewhere');
      mkdirSync(elsewhere);
      mkdirSync(dirname(join(top, name)), { recursive: true });
      symlinkSync(elsewhere, join(top, name));
      const { code, stderr } = archscale(['validate', path()], {}, '', top);
      expect(code).toBe(4);
      expect(stderr).toContain(`${join(top, name)}): it is a link`);
      expect(readdirSync(elsewhere)).toEqual([]);
      archscale(['predict', path(), '--estimate'], {}, '', top);
      expect(readdirSync(elsewhere)).toEqual([]);
    },
  );

  it('may be one where the user names it', () => {
    mkdirSync(join(top, 'scratch'));
    symlinkSync(join(top, 'scratch'), join(top, 'runs'));
    expect(archscale(['validate', path(), '--out', join(top, 'runs/cubic')], {}, '', top).code).toBe(0);
    expect(existsSync(join(top, 'scratch/cubic/result.json'))).toBe(true);
  });
});
