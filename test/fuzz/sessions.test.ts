import { expect, test } from 'vitest';
import { CancellationTokenSource, type Diagnostic, type Position } from 'vscode-languageserver-protocol/node';
import { checks } from '../../language/checks/index.js';
import { Editor } from '../server/editor.js';
import { corpus } from './corpus.js';
import { changed, randomChange } from './mutation.js';
import type { Random } from './random.js';
import { rounds, tell, timeout } from './rounds.js';

const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const names = ['a.arch', 'b.arch', 'c.arch'] as const;
type Name = (typeof names)[number];

/** A person at an editor: files that import each other, what they did to them, and what can be undone. */
class Session {
  private readonly open = new Set<Name>();
  private readonly texts = new Map<Name, string>();
  private readonly undone: [Name, string][] = [];

  constructor(
    private readonly editor: Editor,
    private readonly random: Random,
    private readonly disk: Readonly<Record<string, string>>,
  ) {}

  /** The files that are open, with their texts. */
  get openFiles(): ReadonlyMap<Name, string> {
    return new Map([...this.open].map((name) => [name, this.texts.get(name) ?? '']));
  }

  async step(): Promise<void> {
    const { random, editor } = this;
    const name = random.pick(names);
    if (!this.open.has(name)) return this.show(name);
    const kind = random.upTo(9);
    if (kind === 0) {
      editor.shut(name);
      this.open.delete(name);
    } else if (kind === 1) {
      const [last, text] = this.undone.pop() ?? [name, this.texts.get(name) ?? ''];
      if (this.open.has(last)) this.put(last, text);
    } else if (kind === 2) {
      await this.rename(name);
    } else if (kind === 3) {
      await this.cancelled(name);
    } else {
      const text = this.texts.get(name) ?? '';
      this.undone.push([name, text]);
      // A text of an editor has no half characters: the protocol could not carry them.
      this.put(name, changed(text, randomChange(text, random)).replaceAll(halves, '?'));
      if (random.chance(0.5)) void editor.hints(name).catch(() => undefined);
    }
  }

  private show(name: Name): void {
    const text = this.disk[name] ?? '';
    this.texts.set(name, text);
    this.open.add(name);
    this.editor.open(name, text);
  }

  private put(name: Name, text: string): void {
    this.texts.set(name, text);
    this.editor.sendDifference(name, text);
  }

  private async rename(name: Name): Promise<void> {
    const position = randomPosition(this.texts.get(name) ?? '', this.random);
    const edit = await this.editor
      .ask<{ changes?: Record<string, { range: never; newText: string }[]> } | null>('textDocument/rename', name, {
        position,
        newName: this.random.pick(['x', 'd', 'Net', 'scale', 'ζ']),
      })
      .catch(() => null);
    for (const other of names) {
      const changes = edit?.changes?.[this.editor.uri(other)];
      if (changes && this.open.has(other)) this.put(other, this.editor.applied(other, changes));
    }
  }

  private async cancelled(name: Name): Promise<void> {
    const source = new CancellationTokenSource();
    const asked = this.editor.connection.sendRequest(
      this.random.pick(['textDocument/hover', 'textDocument/completion', 'textDocument/codeAction']),
      {
        textDocument: { uri: this.editor.uri(name) },
        position: { line: 1, character: 1 },
        range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
        context: { diagnostics: [] },
      },
      source.token,
    );
    source.cancel();
    await asked.catch(() => undefined);
  }
}

/** What comes when nobody has typed for a while: after how long is not asked here. */
const late: ReadonlySet<string> = new Set(checks.filter(({ isSlow }) => isSlow).flatMap(({ codes }) => codes));

function randomPosition(text: string, random: Random): Position {
  const lines = text.split('\n');
  const line = random.upTo(lines.length - 1);
  return { line, character: random.upTo(lines[line]?.length ?? 0) };
}

/** What the server says of a file: it must not depend on how the text came about. */
async function answers(editor: Editor, name: Name, positions: readonly Position[]): Promise<unknown> {
  const symbols = await editor.ask('textDocument/documentSymbol', name);
  const tokens = await editor.ask('textDocument/semanticTokens/full', name);
  const folding = await editor.ask('textDocument/foldingRange', name);
  const links = await editor.ask('textDocument/documentLink', name);
  const hovers: string[] = [];
  for (const position of positions) hovers.push(await editor.hover(name, position));
  for (const hover of hovers) expectPlain(hover);
  const diagnostics = (await editor.diagnostics(name)).filter(({ code }) => !late.has(String(code)));
  // Where somebody types, old hints stay on purpose; in a text without mistakes there is only one answer.
  const isWhole = !diagnostics.some(({ severity }) => severity === 1);
  const hints = isWhole ? sorted((await editor.hints(name)).map(({ position, label }) => ({ position, label }))) : [];
  const told = JSON.stringify({
    symbols,
    tokens: (tokens as { data: unknown } | null)?.data,
    folding,
    links,
    hovers,
    hints,
  });
  return [told.replaceAll(editor.uri(''), ''), sorted(diagnostics.map(comparable))];
}

/** Nothing of a file is a link, a picture or markup in a hover; what is within backticks is shown as it is. */
function expectPlain(markdown: string): void {
  const outside = markdown.replaceAll(/```[^]*?```|(`+)[^]*?\1/g, '');
  expect(outside).not.toMatch(/(?<!\\)\]\((command|https?:\/\/example|b\))|(?<!\\)<(img|b>)/);
}

const comparable = ({ range, code, message, severity }: Diagnostic): unknown => ({ range, code, message, severity });
const sorted = (list: readonly unknown[]): string[] => list.map((item) => JSON.stringify(item)).sort();

test(
  'whatever is done in an editor, the server says what a fresh one says of the same texts',
  { timeout },
  async () => {
    const tally = await rounds(4, async (random) => {
      const [first, second, third] = [random.pick(corpus), random.pick(corpus), random.pick(corpus)];
      const disk = {
        'a.arch': first,
        'b.arch': `import "./a.arch"\n${second}`,
        'c.arch': `import "./b.arch"\nimport "./a.arch"\n${third}`,
        'common.arch': random.pick(corpus),
      };
      const editor = await Editor.launch({ files: disk });
      try {
        const session = new Session(editor, random, disk);
        const steps = 6 + random.upTo(6);
        for (let step = 0; step < steps; step++) {
          // Now and then several in a row, of which each interrupts what the one before began.
          const burst = random.chance(0.3) ? 2 + random.upTo(4) : 1;
          for (let change = 0; change < burst; change++) await session.step();
          await compareWithFresh(editor, session, disk, random);
        }
        expect(editor.log.filter((line) => /^\s+at /m.test(line))).toEqual([]);
      } finally {
        editor.close();
      }
    });
    tell('sessions', tally);
  },
);

async function compareWithFresh(
  editor: Editor,
  session: Session,
  disk: Readonly<Record<string, string>>,
  random: Random,
): Promise<void> {
  const fresh = await Editor.launch({ files: disk });
  try {
    for (const [name, text] of session.openFiles) fresh.open(name, text);
    for (const [name, text] of session.openFiles) {
      const positions = Array.from({ length: 6 }, () => randomPosition(text, random));
      const right = await answers(fresh, name, positions);
      // Diagnostics come by themselves, those of a file that imports the edited one a little later.
      await expect
        .poll(() => answers(editor, name, positions), { message: `${name}:\n${text}`, timeout: 60_000, interval: 200 })
        .toEqual(right);
    }
  } finally {
    fresh.close();
  }
}
