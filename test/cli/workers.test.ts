import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { trainingStudy } from '../validation/training/study-text.js';
import { file, folder } from './archscale.js';

/** Takes memory that is kept, until there is none. */
const greedy = 'const kept = []; for (;;) kept.push(Array.from({ length: 1e5 }, (_, index) => ({ index })));';

describe('a worker that fails', () => {
  /** The command line beside a worker with this text. */
  function commandLine(worker: string): string {
    const place = folder();
    cpSync(join(root, 'dist'), place, { recursive: true });
    writeFileSync(join(place, 'chain-worker.cjs'), worker);
    return join(place, 'cli.cjs');
  }
  const validate = (cli: string, source: string, out: string) =>
    spawnSync(process.execPath, [cli, 'validate', source, '--out', out, '--engine', 'js'], {
      encoding: 'utf8',
      // For each thread.
      env: { ...process.env, NODE_OPTIONS: '--max-old-space-size=128' },
    });

  const real = readFileSync(join(root, 'dist/chain-worker.cjs'), 'utf8');
  /** The real worker, but for one point. */
  const butAtOne = (deed: string): string =>
    `require('node:worker_threads').parentPort.on('message', ({ index }) => { if (index === 1) { ${deed} } });\n${real}`;

  it.each([
    ['that is out of memory', butAtOne(greedy), /A worker failed: .*memory/],
    ['that throws', butAtOne("throw new Error('no more');"), /A worker failed: no more/],
    ['that ends', butAtOne('process.exit(1);'), /A worker failed: it ended early/],
  ])('%s ends the run with 4 in a sentence, and the same call continues it', (_, worker, reason) => {
    const source = file(trainingStudy('4*d', 1));
    const out = join(folder(), 'run');
    const failed = validate(commandLine(worker), source, out);
    expect({ code: failed.status, stderr: failed.stderr }).toEqual({
      code: 4,
      stderr: expect.stringMatching(reason) as string,
    });
    expect(failed.stderr).not.toMatch(/\n\s+at /);
    const points = (): string[] => readFileSync(join(out, 'events.jsonl'), 'utf8').match(/"event":"point".*/g) ?? [];
    const before = points();
    expect(JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'))).toMatchObject({ status: 'failed' });
    expect(validate(join(root, 'dist/cli.cjs'), source, out).status).toBe(0);
    expect(points().slice(0, before.length)).toEqual(before);
    expect(points()).toHaveLength(3);
  });
});
