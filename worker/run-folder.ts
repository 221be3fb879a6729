import { UriUtils, type URI } from 'langium';
import { words } from '../present/words/words.js';
import { RunFolderError, RunLockedError } from '../validation/errors.js';
import type { RunMessage } from '../validation/messages.js';
import { planOfQuestion, samePlan, type Plan } from '../validation/plan.js';
import type { ValidationResult } from '../validation/result.js';
import { pointsIn } from '../validation/run/event-lines.js';
import type { RunFolder } from '../validation/run/folder.js';
import { isRefusal, resultOfRefusal, type Refusal } from '../validation/run/refused-result.js';
import { lineOf, logLine } from '../validation/run/log-line.js';
import type { HostFiles } from './host-files.js';

const files = ['plan.json', 'events.jsonl', 'result.json', 'log.txt', 'versions.json'] as const;
type RunFile = (typeof files)[number];

/**
 * Opens the folder of a run where the host keeps files, as a run on a disk has it: continues a run of the same plan, sets one of another
 * plan aside. A host can only write whole files: those that grow are written anew.
 * @throws RunLockedError when a program on the desktop runs there.
 * @throws RunFolderError when it cannot be written.
 */
export async function openHostFolder(host: HostFiles, folder: URI, plan: Plan): Promise<RunFolder> {
  const at = (name: string): URI => UriUtils.joinPath(folder, name);
  const read = (name: RunFile): Promise<string> => host.readFile(at(name)).catch(() => '');
  const write = async (name: RunFile, text: string): Promise<void> => {
    try {
      await host.write(at(name), text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new RunFolderError({ code: 'host-write-failed', file: at(name).toString(), reason }, { cause: error });
    }
  };
  const writeJson = (name: RunFile, content: unknown): Promise<void> =>
    write(name, `${JSON.stringify(content, undefined, 2)}\n`);

  if (await host.status(at('run.lock')))
    throw new RunLockedError({ code: 'host-folder-in-use', folder: folder.toString() });
  const earlier = json(await read('plan.json'));
  const isSame = samePlan(earlier, plan);
  const wasRefused = earlier === undefined && isRefusal(json(await read('result.json')));
  const setAside = isSame || wasRefused ? undefined : await setFilesAside(host, folder);
  if (!isSame) await writeJson('plan.json', plan);
  const texts = { 'events.jsonl': wholeLines(await read('events.jsonl')), 'log.txt': await read('log.txt') };
  const append = (name: keyof typeof texts, line: string): Promise<void> => write(name, (texts[name] += line));
  const say = (line: RunMessage): Promise<void> => append('log.txt', logLine(words(line)));
  const before = isSame ? (json(await read('result.json')) as Partial<ValidationResult> | undefined) : undefined;
  const recovered = [...pointsIn(texts['events.jsonl'])].filter(([index]) => plan.points[index] !== undefined);
  return {
    events: { append: (event) => append('events.jsonl', `${JSON.stringify(event)}\n`) },
    log: {
      say,
      append: async (event) => {
        const line = lineOf(event);
        if (line) await say(line);
      },
    },
    recovered: new Map(recovered),
    inParts: new Map(),
    earlierSeconds: typeof before?.seconds === 'number' ? before.seconds : 0,
    ...(setAside === undefined ? {} : { setAside }),
    writeResult: (result) => writeJson('result.json', result),
    writeVersions: (versions) => writeJson('versions.json', versions),
    close: () => Promise.resolve(),
  };
}

/** The plan in a run's folder, where it was made for the same question. */
export async function storedHostPlan(host: HostFiles, folder: URI, asked: string): Promise<Plan | undefined> {
  const text = await host.readFile(UriUtils.joinPath(folder, 'plan.json')).catch(() => '');
  return planOfQuestion(json(text), asked);
}

/** Keeps a run that ended before it had a plan, with its reason; an earlier run in its folder stays as it is. */
export async function recordHostRefusal(host: HostFiles, folder: URI, refusal: Refusal): Promise<void> {
  if (await host.status(UriUtils.joinPath(folder, 'plan.json'))) return;
  const text = `${JSON.stringify(resultOfRefusal(refusal), undefined, 2)}\n`;
  await host.write(UriUtils.joinPath(folder, 'result.json'), text);
}

/** Moves the files of another run into a folder `earlier-1`, `earlier-2`, ... and returns its name, if there are any. */
async function setFilesAside(host: HostFiles, folder: URI): Promise<string | undefined> {
  const names = new Set((await host.readDirectory(folder)).map(({ uri }) => UriUtils.basename(uri)));
  const there = files.filter((name) => names.has(name));
  if (there.length === 0) return undefined;
  let number = 1;
  while (names.has(`earlier-${number}`)) number++;
  for (const name of there)
    await host.move(UriUtils.joinPath(folder, name), UriUtils.joinPath(folder, `earlier-${number}`, name));
  return `earlier-${number}`;
}

/** Without a last line that was cut off. */
const wholeLines = (text: string): string => text.slice(0, text.lastIndexOf('\n') + 1);

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
