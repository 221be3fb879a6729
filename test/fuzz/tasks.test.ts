import { isAbsolute } from 'node:path';
import { expect, test, vi } from 'vitest';
import { mutatedValue } from './json.js';
import { rounds, tell, timeout } from './rounds.js';

interface Execution {
  readonly process: string;
  readonly args: readonly string[];
  readonly options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> };
}

// What the provider uses of VS Code: a trusted workspace in /project, and tasks that keep what they are made of.
vi.mock('vscode', () => ({
  l10n: { uri: undefined },
  ProcessExecution: class {
    constructor(
      readonly process: string,
      readonly args: readonly string[],
      readonly options: object,
    ) {}
  },
  Task: class {
    constructor(
      readonly definition: object,
      readonly scope: unknown,
      readonly name: string,
      readonly source: string,
      readonly execution: object,
    ) {}
  },
  TaskPanelKind: {},
  TaskRevealKind: {},
  TaskScope: { Global: 1, Workspace: 2 },
  workspace: {
    isTrusted: true,
    workspaceFolders: [{ uri: { fsPath: '/project' } }],
    getConfiguration: () => ({ get: (_name: string, otherwise: unknown) => otherwise }),
  },
}));

const { ValidationTaskProvider } = await import('../../client/tasks/provider.js');

const definitions = [
  { type: 'archscale', file: 'nets/a.arch', study: 'S', level: 'rate', preset: 'full', engine: 'js' },
  { type: 'archscale', file: '${workspaceFolder}/b.arch', study: 'T', level: 'training', on: 'slurm', out: 'runs/t' },
];
const options = new Set(['--study', '--level', '--preset', '--engine', '--on', '--out']);

test('any definition in tasks.json becomes a call of the command line, or no task', { timeout }, async () => {
  const provider = new ValidationTaskProvider({} as never, '/extension/dist/cli.cjs');
  const tally = await rounds(2000, async (random) => {
    const definition = mutatedValue(random.pick(definitions), random);
    const given = JSON.stringify(definition);
    const task = provider.resolveTask({ definition, scope: 2 } as never);
    if (!task) return;
    const { process: program, args, options: how } = task.execution as unknown as Execution;
    // The same program with the same command, whatever the definition says: all else is in arguments with a fixed place.
    expect(program, given).toBe(process.execPath);
    expect(args.slice(0, 2), given).toEqual(['/extension/dist/cli.cjs', 'validate']);
    expect(isAbsolute(args[2] ?? '') && isAbsolute(how.cwd), given).toBe(true);
    for (let index = 3; index < args.length; index += 2) {
      expect(options.has(args[index] ?? ''), `${args[index]} of ${given}`).toBe(true);
      expect(typeof args[index + 1], given).toBe('string');
    }
    // What it is told by its environment comes from the editor, never from the definition.
    expect(Object.keys(how.env), given).toEqual(['ELECTRON_RUN_AS_NODE', 'ARCHSCALE_FOLDERS', 'ARCHSCALE_ENDING']);
    expect(how.env, given).toMatchObject({ ELECTRON_RUN_AS_NODE: '1', ARCHSCALE_FOLDERS: '' });
    // No program can be started with a zero sign in an argument.
    expect(args.join(''), given).not.toContain('\u0000');
    expect(task.definition, given).toBe(definition);
    await Promise.resolve();
  });
  tell('task definitions', tally);
});
