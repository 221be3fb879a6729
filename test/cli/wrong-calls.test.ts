import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stripVTControlCharacters } from 'node:util';
import { archscale, file, folder, twoLayer, type Answer } from './archscale.js';
import { calledHere } from './called-here.js';

// A wrong call ends with 2 and a sentence, whatever the command and whatever is wrong.

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'archscale-wrong-'));
  writeFileSync(join(dir, 'net.arch'), twoLayer);
  writeFileSync(
    join(dir, 'bytes.arch'),
    Uint8Array.from({ length: 999 }, (_, index) => (index * 197) % 256),
  );
  mkdirSync(join(dir, 'folder.arch'));
  mkdirSync(join(dir, 'folder.onnx'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function expectSentence(call: readonly string[], { code, stdout, stderr }: Answer): void {
  const all = `${call.join(' ')}\n${stdout}${stderr}`;
  expect(code, all).toBe(2);
  expect(stdout, all).toBe('');
  expect(stderr, all).toMatch(/^(archscale: \S.*[.)]|error: \S.*|Usage: archscale)/);
  expect(all).not.toMatch(
    /\n\s+at .*[:(]\d+:\d+\)?|node:internal|fault of archscale|undefined|\[object|Error:|ENOENT|ENOTDIR|EISDIR/,
  );
}

/** The arguments that each command cannot do without, after its file. */
const needed: Readonly<Record<string, readonly string[]>> = {
  advise: ['--free', 'N'],
  export: ['--to', 'json'],
  work: ['--part', '1', '--of', '2'],
  lsp: ['--stdio'],
};

/** The commands, and of each the options that take a value, as help has them. */
const listed = [...archscale(['--help']).stdout.matchAll(/^ {2}(\w+) .*$/gm)].map(([, name = '']) => name);
const all = listed.filter((name) => !['Usage', 'archscale'].includes(name));
const names = all.filter((name) => !['lsp', 'mcp', 'help', 'completion'].includes(name));
const withValues = names.flatMap((name) => {
  const [, options = ''] = archscale([name, '--help']).stdout.split('Options:');
  return [...options.matchAll(/^ {2}(--[\w-]+) <[^]*?(?=\n {2}-|\n\n)/gm)].map(([text, long = '']) => ({
    name,
    long,
    hasChoices: text.replaceAll(/\s+/g, ' ').includes('(choices:'),
  }));
});
const rest = (name: string): readonly string[] => needed[name] ?? [];

/** What reads the scripts of Python, which only the bundle holds; the others are called in this process, as hundreds of processes take minutes. */
const ofTheBundle = new Set(['import', 'completion', 'help']);
const called = async (call: readonly string[]): Promise<Answer> =>
  ofTheBundle.has(call[0] ?? '') ? archscale(call) : calledHere(call);

describe('every command', () => {
  it.each(all)('%s refuses an option that it does not know', async (name) => {
    const call = [name, ...(names.includes(name) ? [join(dir, 'net.arch')] : []), ...rest(name), '--no-such-option'];
    expectSentence(call, await called(call));
  });

  it.each(names)('%s refuses to be called without its argument', async (name) => {
    expectSentence([name], await called([name, ...rest(name)]));
  });

  it.each(
    names.flatMap((name) =>
      ['no-such.arch', 'folder.arch', 'net.arch/inside.arch', 'bytes.arch', 'x'.repeat(300), ''].map((path) => [
        name,
        path,
      ]),
    ),
  )('%s refuses %s', async (name, path) => {
    const call = [name, join(dir, path), ...rest(name)];
    expectSentence(call, await called(call));
  });

  it.each(names)('%s refuses a file that may not be read, and devices', async (name) => {
    const path = join(dir, `secret-${name}.arch`);
    writeFileSync(path, twoLayer);
    chmodSync(path, 0);
    const call = [name, path, ...rest(name)];
    // Whoever may read everything reads this one, too.
    if (process.getuid?.() !== 0) expectSentence(call, await called(call));
    for (const device of ['/dev/zero', '/proc/self/mem'].filter(existsSync))
      expectSentence([name, device, ...rest(name)], await called([name, device, ...rest(name)]));
  });

  it.each([
    ['predict', 'net.arch', '--no-such-option'],
    ['predict', 'no-such.arch'],
    ['predict', 'bytes.arch'],
    ['curve', 'net.arch', '--points=nonsense'],
    ['diagram', 'net.arch', '--x'],
  ])('answers alike in a process of its own: %s %s %s', async (name, path, ...options) => {
    const call = [name, join(dir, path), ...options];
    const answer = archscale(call);
    expectSentence(call, answer);
    expect(await calledHere(call)).toEqual(answer);
  });

  it('is known, with its options', () => {
    expect(names).toEqual(expect.arrayContaining(['predict', 'explain', 'compare', 'validate', 'work', 'report']));
    expect(withValues.length).toBeGreaterThan(30);
  });

  it.each(withValues)('$name $long refuses to have no value', async ({ name, long }) => {
    const call = [name, join(dir, 'net.arch'), ...rest(name).filter((one) => one !== long), long];
    expectSentence(call, await called(call));
  });

  it.each(withValues.filter(({ hasChoices }) => hasChoices))(
    '$name $long refuses what is none of its choices',
    async ({ name, long }) => {
      const call = [name, join(dir, 'net.arch'), ...rest(name), long, 'nonsense'];
      expectSentence(call, await called(call));
    },
  );

  const numbers = [
    ['curve', '--from'],
    ['curve', '--to'],
    ['curve', '--points'],
    ['diagram', '--span'],
    ['diagram', '--samples'],
    ['advise', '--samples'],
    ['advise', '--parameters'],
    ['advise', '--compute'],
    ['work', '--part'],
    ['work', '--of'],
    ['validate', '--slurm'],
  ] as const;
  it.each(
    numbers.flatMap(([name, option]) =>
      ['nonsense', '-3', '', '0/0', '1e999', '2 +'].map((value) => [name, option, value] as const),
    ),
  )('%s %s refuses %j', async (name, option, value) => {
    const call = [name, join(dir, 'net.arch'), ...rest(name), `${option}=${value}`];
    expectSentence(call, await called(call));
  });

  it.each([
    ['predict', '--study', 'Nope'],
    ['explain', '--study', 'Nope'],
    ['explain', '--pattern', 'nope'],
    ['advise', '--study', 'Nope'],
    ['advise', '--free', 'Z'],
    ['diagram', '--x', 'Z'],
    ['diagram', '--y', 'Z'],
    ['curve', '--study', 'Nope'],
    ['export', '--study', 'Nope'],
    ['validate', '--study', 'Nope'],
    ['calibrate', '--study', 'Nope'],
    ['calibrate', '--from', '/no/such/run'],
    ['validate', '--stdin'],
    ['validate', '--on', 'slurm'],
    ['export', '--out', '/no/such/folder/x.json'],
    ['export', '--out', '/dev'],
    ['diagram', '--svg', '/no/such/folder/x.svg'],
  ])('%s refuses %s %s', (...call) => {
    const [name, ...options] = call;
    const whole = [
      name,
      join(dir, 'net.arch'),
      ...rest(name).filter((_, at) => rest(name)[at - (at % 2)] !== options[0]),
      ...options,
    ];
    const answer = archscale(whole, { PATH: '/nowhere' });
    expectSentence(whole, answer);
    if (options.includes('/no/such/folder/x.json'))
      expect(answer.stderr).toContain('there is no folder /no/such/folder');
    if (options.includes('slurm')) expect(answer.stderr).toContain('sbatch was not found');
  });

  it.each([
    ['help', 'nonsense'],
    ['help', 'predcit'],
    ['nonsense'],
    ['predict', 'a', 'b'],
    ['validate', '-'],
    ['calibrate', '-'],
  ])('is refused with arguments that mean nothing: %s %s', (...call) => expectSentence(call, archscale(call)));
});

describe('a file', () => {
  it.each(['net.txt', 'NET.ARCH', 'net', 'net.tar.gz', '.net', 'a b.c'])(
    'is read whatever it is called: %s',
    (name) => {
      const path = file(`${twoLayer}// ${name}\n`, name);
      const { code, stdout } = archscale(['predict', path, '--format', 'json']);
      expect([code, (JSON.parse(stdout) as { studies: unknown[] }).studies.length]).toEqual([0, 1]);
      expect(archscale(['validate', path, '--plan', '--format', 'json']).code).toBe(0);
    },
  );

  it.each(['predict', 'explain', 'compare', 'advise', 'curve', 'diagram', 'export'])(
    'may be standard input: %s -',
    (name) => {
      const { code, stdout, stderr } = archscale([name, '-', ...rest(name)], {}, twoLayer);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toBe(archscale([name, file(twoLayer), ...rest(name)]).stdout.replaceAll(/\/.*study\.arch/g, '-'));
    },
  );

  it('may be what a shell passes on, and its plan may be asked for so', () => {
    expect(archscale(['predict', '/dev/stdin'], {}, twoLayer).code).toBe(0);
    expect(archscale(['validate', '-', '--plan'], {}, twoLayer).code).toBe(0);
    const { status } = spawnSync('bash', [
      '-c',
      `"${process.execPath}" dist/cli.cjs predict <(cat "${file(twoLayer)}")`,
    ]);
    expect(status).toBe(0);
  });
});

describe('predict and explain', () => {
  const two = `${twoLayer}study Second { network: TwoLayer target: cubic }\n`;

  it('tell of the study that is named alone', () => {
    const { stdout } = archscale(['predict', file(two), '--study', 'Second', '--format', 'json']);
    expect((JSON.parse(stdout) as { studies: { name: string }[] }).studies.map(({ name }) => name)).toEqual(['Second']);
  });

  it('derive what predict says, step by step, or another pattern', () => {
    const path = file(two);
    const { code, stdout } = archscale(['explain', path, '--study', 'Cubic', '--format', 'json']);
    const { study } = JSON.parse(stdout) as { study: { name: string; derivation: unknown[]; pattern: object } };
    expect([code, study.name, study.derivation.length > 1]).toEqual([0, 'Cubic', true]);
    expect(archscale(['explain', path, '--study', 'Cubic', '--pattern', 'lazy']).stdout).toContain(
      'The pattern lazy costs',
    );
    expect(archscale(['explain', path]).stderr).toContain('choose one with --study NAME (Cubic, Second)');
  });
});

describe('help', () => {
  it.each(names)('tells of %s what --help does', (name) => {
    expect(archscale(['help', name])).toEqual(archscale([name, '--help']));
  });

  it('tells of all commands without one', () => {
    expect(archscale(['help']).stdout).toBe(archscale(['--help']).stdout);
  });
});

describe('a plan', () => {
  it('shows its progress on stderr when it is piped, and says nothing of continuing', () => {
    const out = folder();
    const { code, stdout, stderr } = archscale(['validate', file(twoLayer), '--plan', '--format', 'json'], {}, '', out);
    expect(code).toBe(0);
    JSON.parse(stdout);
    expect(stderr).toMatch(/choosing the sizes to measure: d = \d+/);
    expect(stderr + stdout).not.toMatch(/continue/);
  });
});

describe.skipIf(process.platform === 'win32')('in a terminal of 60 columns', () => {
  it.each([
    ['predict', 'examples/three-layer.arch'],
    ['compare', 'examples/transition.arch', 'examples/two-layer.arch'],
    ['curve', 'examples/mixed.arch', '--study', 'OddMixture'],
    ['validate', 'examples/two-layer.arch', '--plan'],
    ['explain', 'examples/two-layer.arch'],
    ['advise', 'examples/three-layer.arch', '--free', 'N1,N2'],
    ['diagram', 'examples/three-layer.arch', '--x', 'N1', '--y', 'N2'],
  ])('tables fit: %s', (...call) => {
    const command = `stty cols 60 rows 40; '${process.execPath}' dist/cli.cjs ${call.join(' ')}`;
    const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    const lines = stripVTControlCharacters(stdout).split(/\r?\n|\r/);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter((line) => [...line].length > 60)).toEqual([]);
  });
});
