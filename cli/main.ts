import { useEditorTexts } from './editor.js';
import { archscale } from './program.js';
import { endWith } from './fault.js';
import { outliveTerminal } from './lost-terminal.js';
import { WrongCall } from './wrong-call.js';

outliveTerminal();
useEditorTexts();
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that closes early, such as `head`, has seen what it wanted.
  if (error.code === 'EPIPE') process.exit();
  process.exit(endWith(new WrongCall(`the output cannot be written: ${error.message}`)));
});
process.on('uncaughtException', (error) => {
  process.exit(endWith(error));
});

archscale()
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = endWith(error);
  });
