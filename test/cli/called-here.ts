import { exitCodeOf } from '../../cli/exit-code-of.js';
import { archscale } from '../../cli/program.js';
import type { Answer } from './archscale.js';

/** Calls the command line in this process, which takes a fraction of the time of one of its own. One call at a time. */
export async function calledHere(args: readonly string[]): Promise<Answer> {
  const [out, err] = [kept(process.stdout), kept(process.stderr)];
  const before = process.exitCode;
  try {
    process.exitCode = 0;
    let code: number | undefined;
    try {
      await (await archscale(args)).parseAsync(args, { from: 'user' });
    } catch (error) {
      code = await exitCodeOf(error);
    }
    return { code: code ?? Number(process.exitCode), stdout: out.text(), stderr: err.text() };
  } finally {
    process.exitCode = before;
    out.end();
    err.end();
  }
}

/** Keeps what is written to a stream instead of writing it. */
function kept(stream: NodeJS.WriteStream): { text: () => string; end: () => void } {
  const write = stream.write;
  const parts: string[] = [];
  stream.write = (part: string | Uint8Array, ...rest: unknown[]): boolean => {
    parts.push(typeof part === 'string' ? part : new TextDecoder().decode(part));
    const done = rest.at(-1);
    if (typeof done === 'function') (done as () => void)();
    return true;
  };
  return {
    text: () => parts.join(''),
    end: () => {
      stream.write = write;
    },
  };
}
