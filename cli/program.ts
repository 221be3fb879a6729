import { Command } from 'commander';
import { version } from '../package.json';

/** Adds a command to the command line. */
type Add = (program: Command) => void;

/** Every command, in the order in which `archscale --help` lists them: each is read from the disk when it is called. */
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  predict: async () => (await import('./commands/predict.js')).addPredict,
  explain: async () => (await import('./commands/explain.js')).addExplain,
  compare: async () => (await import('./commands/compare.js')).addCompare,
  advise: async () => (await import('./commands/advise.js')).addAdvise,
  describe: async () => (await import('./commands/describe.js')).addDescribe,
  diagram: async () => (await import('./commands/diagram.js')).addDiagram,
  export: async () => (await import('./commands/export.js')).addExport,
  import: async () => (await import('./commands/import.js')).addImport,
  curve: async () => (await import('./commands/curve.js')).addCurve,
  validate: async () => (await import('./commands/validate.js')).addValidate,
  work: async () => (await import('./commands/work.js')).addWork,
  calibrate: async () => (await import('./commands/calibrate.js')).addCalibrate,
  report: async () => (await import('./commands/report.js')).addReport,
  lsp: async () => (await import('./commands/lsp.js')).addLsp,
  mcp: async () => (await import('./commands/mcp.js')).addMcp,
  completion: async () => (await import('./commands/completion.js')).addCompletion,
  help: async () => (await import('./commands/help.js')).addHelp,
};

/** A call of these says something of all commands. */
const tellsOfAll = new Set(['completion', 'help']);

/**
 * The command line, as `archscale --help` shows it. Errors are thrown, never ended with.
 * @param words the words of the call: where they name a command it alone is read, which is most of what a short call takes.
 */
export async function archscale(words: readonly string[]): Promise<Command> {
  const program = new Command('archscale')
    .description('Predict at which data and width scales a neural network learns features.')
    .version(version)
    .showHelpAfterError('(archscale --help lists the commands, archscale COMMAND --help shows one with examples)')
    .exitOverride();
  for (const add of await Promise.all(calledBy(words).map((load) => load()))) add(program);
  return program;
}

/** What is read for a call: the command that it names; none for the version; all of them for help and for what names none. */
function calledBy([first = '', ...rest]: readonly string[]): (() => Promise<Add>)[] {
  const named = Object.hasOwn(commands, first) && !tellsOfAll.has(first) ? commands[first] : undefined;
  if (named) return [named];
  return ['--version', '-V'].includes(first) && rest.length === 0 ? [] : Object.values(commands);
}
