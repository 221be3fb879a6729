import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A command that a document quotes. */
export interface Quoted {
  /** The document and the line: `docs/cli.md:12`. */
  readonly place: string;
  /** Without prompt, comment and pipe: `archscale predict examples/two-layer.arch`. */
  readonly command: string;
  /** True for a command of a block, which a reader copies; false for one within a sentence or a table. */
  readonly isBlock: boolean;
  /** True behind `<!-- long -->`: it takes longer than a minute, or needs what a test has not. */
  readonly isLong: boolean;
}

const programs = /^(?:archscale|node|npm|npx)\b/;

/** The documents whose commands are checked: those that tell what to call. CHANGELOG.md tells what was. */
export const documents = (root: string): string[] => [
  ...['README.md', 'CONTRIBUTING.md'],
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The commands that a document quotes. `... examples/x.arch` stands for `archscale validate examples/x.arch`. */
export function quotedCommands(document: string, text: string): Quoted[] {
  const found: Quoted[] = [];
  let fence = false;
  let isLong = false;
  text.split('\n').forEach((line, index) => {
    const place = `${document}:${index + 1}`;
    if (/^\s*```/.test(line)) fence = !fence;
    else if (line.trim() === '<!-- long -->') isLong = true;
    else if (fence || /^ {4,}\S/.test(line)) {
      const command = commandIn(line.replace(/^\s*(?:- run: )?(?:\$ )?/, ''));
      if (command !== undefined) found.push({ place, command, isBlock: true, isLong });
    } else {
      if (line.trim() !== '') isLong = false;
      for (const [, code = ''] of line.matchAll(/(?<!`)`([^`]+)`(?!`)/g)) {
        const command = commandIn(code.replace(/^\.\.\. (?=\S+\.arch\b)/, 'archscale validate '));
        if (command !== undefined) found.push({ place, command, isBlock: false, isLong: false });
      }
    }
  });
  return found;
}

/** The command of a line; undefined when it has none of this project's. */
function commandIn(line: string): string | undefined {
  if (!programs.test(line)) return undefined;
  const command = line
    .replace(/\s+(?:#|\|).*$/, '')
    .replace(/^node dist\/cli\.cjs\b/, 'archscale')
    .trim();
  return /^\S+$/.test(command) ? undefined : command;
}

/** The words of a command, as a shell would split it. */
export const wordsOf = (command: string): string[] =>
  [...command.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"']+)+/g)].map(([word]) => word.replaceAll(/["']/g, ''));
