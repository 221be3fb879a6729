import module from 'node:module';
import { exitCodeOf } from './exit-code-of.js';
import { outliveTerminal } from './lost-terminal.js';
import { archscale } from './program.js';
import { WrongCall } from './wrong-call.js';

// Where Node keeps what it compiled (from 22.1 on), the next call need not compile it again.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
outliveTerminal();
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that closes early, such as `head`, has seen what it wanted.
  if (error.code === 'EPIPE') process.exit();
  void exitWith(new WrongCall(`the output cannot be written: ${error.message}`));
});
process.on('uncaughtException', (error) => {
  void exitWith(error);
});

start().catch(async (error: unknown) => {
  process.exitCode = await exitCodeOf(error);
});

async function start(): Promise<void> {
  const texts = process.env.ARCHSCALE_TEXTS;
  if (texts) (await import('./editor.js')).useEditorTexts(texts);
  await (await archscale(process.argv.slice(2))).parseAsync();
}

async function exitWith(error: unknown): Promise<void> {
  process.exit(await exitCodeOf(error));
}
