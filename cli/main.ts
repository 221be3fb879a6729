import module from 'node:module';
import { CommanderError } from 'commander';
import { ExitCode } from './exit-code.js';
import { useEditorTexts } from './editor.js';
import { outliveTerminal } from './lost-terminal.js';
import { archscale } from './program.js';
import { WrongCall } from './wrong-call.js';

// Where Node keeps what it compiled (from 22.1 on), the next call need not compile it again.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
outliveTerminal();
useEditorTexts();
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that closes early, such as `head`, has seen what it wanted.
  if (error.code === 'EPIPE') process.exit();
  void exitWith(new WrongCall(`the output cannot be written: ${error.message}`));
});
process.on('uncaughtException', (error) => {
  void exitWith(error);
});

archscale(process.argv.slice(2))
  .then((program) => program.parseAsync())
  .catch(async (error: unknown) => {
    process.exitCode = await codeOf(error);
  });

/** The exit code of what a command ended with; commander has written its own message by now. What words all others is read when one is needed. */
async function codeOf(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.success : ExitCode.wrongCall;
  return (await import('./fault.js')).endWith(error);
}

async function exitWith(error: unknown): Promise<void> {
  process.exit(await codeOf(error));
}
