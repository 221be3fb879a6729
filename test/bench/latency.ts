import { setTimeout as pause } from 'node:timers/promises';
import { Session, type ExecutionTarget } from './session.js';
import { workplace } from './texts.js';

/** Times of one answer in milliseconds, of this server and of the plain one, taken in turns. */
export interface Latency {
  readonly lines: number;
  readonly typing: 'idle' | 'continuous';
  readonly place: ExecutionTarget;
  readonly answer: string;
  readonly own: readonly number[];
  readonly plain: readonly number[];
}

/** The bundles of the two servers. */
export interface Servers {
  readonly own: string;
  readonly plain: string;
}

interface Answer {
  readonly name: string;
  readonly own: (session: Session, place: ExecutionTarget) => Promise<unknown>;
  /** What the plain server does instead, where that is something else. */
  readonly plain?: Answer['own'];
}

const hints: Answer = { name: 'inlay hints', own: (session, place) => session.hints(place) };
const newHints: Answer = {
  name: 'new inlay hints',
  own: (session, place) => session.newHints(place),
  plain: hints.own,
};
const hover: Answer = { name: 'hover', own: (session, place) => session.hover(place) };
const completion: Answer = { name: 'completion', own: (session, place) => session.completion(place) };
const diagnostics: Answer = { name: 'diagnostics', own: (session) => session.diagnostics() };

/** What is typed in a row without waiting, and how fast: 12 keystrokes a second. */
const burst = { keystrokes: 8, apart: 80 };

/** No answer is measured for longer than this, in milliseconds, once there are three times of it. */
const patience = 10_000;

/** How often each answer is measured, by the length of the file. */
const keystrokesAt: Readonly<Record<number, number>> = { 100: 100, 1000: 60, 10000: 12 };

/** Measures every answer, from the keystroke on, at one length of the file. */
export async function latencies(lines: number, servers: Servers, share: number): Promise<Latency[]> {
  const place = workplace(lines);
  const own = new Session(place, servers.own);
  const plain = new Session(place, servers.plain);
  await Promise.all([own.start(), plain.start()]);
  const count = Math.max(3, Math.round((keystrokesAt[lines] ?? 20) * share));
  const found: Latency[] = [];
  for (const answer of [hints, newHints, hover, completion, diagnostics])
    found.push(await idle(lines, 'layer', answer, { own, plain }, count));
  for (const answer of [newHints, hover, diagnostics])
    found.push(await idle(lines, 'size', answer, { own, plain }, Math.ceil(count / 2)));
  found.push(...(await continuous(lines, { own, plain }, Math.ceil(count / 2))));
  own.close();
  plain.close();
  return found;
}

interface Sessions {
  readonly own: Session;
  readonly plain: Session;
}

/** One keystroke, one question, and the next keystroke once the server is at rest. */
async function idle(lines: number, place: ExecutionTarget, answer: Answer, { own, plain }: Sessions, count: number) {
  const times: { own: number[]; plain: number[] } = { own: [], plain: [] };
  const once = async (session: Session, ask: Answer['own'], into: number[]): Promise<void> => {
    const start = performance.now();
    session.type(place);
    const settled = session.diagnostics();
    await ask(session, place);
    into.push(performance.now() - start);
    await settled;
    await session.hints(place);
  };
  const begun = performance.now();
  for (let at = -2; at < count && (at < 3 || performance.now() - begun < patience); at++) {
    // The first two warm the servers up.
    await once(own, answer.own, at < 0 ? [] : times.own);
    await once(plain, answer.plain ?? answer.own, at < 0 ? [] : times.plain);
  }
  return { lines, typing: 'idle', place, answer: answer.name, ...times } satisfies Latency;
}

/** Bursts of keystrokes without a pause; each answer is measured from the last keystroke of a burst, all asked at once. */
async function continuous(lines: number, { own, plain }: Sessions, count: number): Promise<Latency[]> {
  const answers = [hints, hover, completion, diagnostics];
  const found = answers.map(({ name }) => ({
    lines,
    typing: 'continuous' as const,
    place: 'layer' as const,
    answer: name,
    own: [] as number[],
    plain: [] as number[],
  }));
  const once = async (session: Session, who: 'own' | 'plain'): Promise<void> => {
    for (let at = 1; at < burst.keystrokes; at++) {
      session.type('layer');
      void session.hints('layer').catch(() => undefined);
      session.cancelled('layer');
      await pause(burst.apart);
    }
    const start = performance.now();
    session.type('layer');
    await Promise.all(
      answers.map(async (answer, at) => {
        await answer.own(session, 'layer');
        found[at]?.[who].push(performance.now() - start);
      }),
    );
    await session.hints('layer');
  };
  const begun = performance.now();
  for (let at = 0; at < count && (at < 3 || performance.now() - begun < 2 * patience); at++) {
    await once(own, 'own');
    await once(plain, 'plain');
  }
  return found;
}
