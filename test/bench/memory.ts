import { once } from 'node:events';
import { Session } from './session.js';
import { workplace } from './texts.js';

/** Megabytes on the server's heap after each part of the typing, the first one before it. */
export interface Memory {
  readonly keystrokes: number;
  readonly megabytes: readonly number[];
}

/** So many keystrokes are an hour of typing without a pause: 200 a minute. */
export const anHour = 12_000;

/** After so many keystrokes the server is warm: its caches hold what they hold at most. */
const warming = 800;

/** Types into a file of 100 lines as fast as the server follows, and looks at its heap ten times. */
export async function memory(server: string, reporter: string, keystrokes: number): Promise<Memory> {
  const session = new Session(workplace(100), server, ['--expose-gc', '--import', reporter]);
  await session.start();
  const megabytes: number[] = [];
  await type(session, warming);
  megabytes.push(await heap(session));
  for (let part = 0; part < 10; part++) {
    await type(session, Math.round(keystrokes / 10));
    megabytes.push(await heap(session));
  }
  session.close();
  return { keystrokes, megabytes };
}

/** Bursts of four: with each keystroke an editor asks for hints, and now and then for more. */
async function type(session: Session, keystrokes: number): Promise<void> {
  for (let at = 0; at < keystrokes; at += 4) {
    for (let key = 0; key < 4; key++) {
      session.type(at % 200 === 0 ? 'size' : 'layer');
      void session.hints('layer').catch(() => undefined);
    }
    const settled = session.diagnostics();
    await Promise.all([session.hover('layer'), session.completion('layer'), settled]);
  }
}

async function heap({ server }: Session): Promise<number> {
  const answer = once(server, 'message') as Promise<[number]>;
  server.send('heap');
  const [bytes] = await answer;
  return bytes / 2 ** 20;
}
