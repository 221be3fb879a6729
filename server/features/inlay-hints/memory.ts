import type { Position, Range } from 'vscode-languageserver';
import type { DocumentEdit } from '../../document/edits.js';
import type { Hint } from './hint.js';
import { compare, difference, moved, type Edit } from './moved.js';

interface Remembered {
  hints: Map<string, Hint>;
  /** True from an edit until the text is built. */
  edited: boolean;
  /** True when a request was answered while `edited`: the editor must ask again. */
  answered: boolean;
  /** The line of the last edit: where somebody types. */
  line: number | undefined;
}

/** The last good hints of each open document, moved with each edit. */
export class HintMemory {
  private readonly files = new Map<string, Remembered>();

  /** Moves a document's hints with one change of its text; hints whose place was deleted are forgotten. */
  edit({ before, change }: DocumentEdit): void {
    const file = this.files.get(before.uri);
    if (!file) return;
    const edit = smallest(before, change);
    const hints = new Map<string, Hint>();
    for (const [key, hint] of file.hints) {
      const position = moved(hint.position, edit);
      if (position) hints.set(key, { ...hint, position });
    }
    file.hints = hints;
    file.edited = true;
    file.line = edit.range.start.line + edit.text.split('\n').length - 1;
  }

  /**
   * The old hints of a range while the edited text is not yet built.
   * Undefined when there is no need for them, or none of them.
   */
  whileEdited(uri: string, range: Range): Hint[] | undefined {
    const file = this.files.get(uri);
    if (!file?.edited) return undefined;
    file.answered = true;
    const hints = [...file.hints.values()].filter((hint) => contains(range, hint.position));
    return hints.length > 0 ? hints : undefined;
  }

  /**
   * Says that a document's text is built. True when what was answered must be asked for again: it was old, or the text is the
   * same and something else changed, as data that are measured by now.
   */
  built(uri: string): boolean {
    const file = this.files.get(uri);
    if (!file) {
      this.files.set(uri, unasked());
      return false;
    }
    const askAgain = file.answered || !file.edited;
    file.edited = false;
    file.answered = false;
    return askAgain;
  }

  /** The remembered hints of a range. */
  within(uri: string, range: Range): Hint[] {
    return [...(this.files.get(uri)?.hints.values() ?? [])].filter((hint) => contains(range, hint.position));
  }

  /** Remembers the hints of a range, in place of those that were there. */
  remember(uri: string, range: Range, hints: readonly Hint[]): void {
    const file = this.files.get(uri) ?? unasked();
    this.files.set(uri, file);
    for (const [key, hint] of file.hints) if (contains(range, hint.position)) file.hints.delete(key);
    for (const hint of hints) file.hints.set(hint.key, hint);
  }

  /** The line of the last edit, if there was one. */
  lineOfEdit(uri: string): number | undefined {
    return this.files.get(uri)?.line;
  }

  /** Forgets a document that was closed. */
  forget(uri: string): void {
    this.files.delete(uri);
  }
}

function unasked(): Remembered {
  return { hints: new Map(), edited: false, answered: false, line: undefined };
}

function contains(range: Range, position: Position): boolean {
  return compare(range.start, position) <= 0 && compare(position, range.end) <= 0;
}

/** What a change really changes: editors may send more, up to the whole text. */
function smallest(before: DocumentEdit['before'], change: DocumentEdit['change']): Edit {
  const range = 'range' in change ? change.range : undefined;
  const offset = range ? before.offsetAt(range.start) : 0;
  const { start, end, text } = difference(before.getText(range), change.text);
  return { range: { start: before.positionAt(offset + start), end: before.positionAt(offset + end) }, text };
}
