import { PositionEncodingKind, type InitializeParams, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

const known: ReadonlySet<string> = new Set([
  PositionEncodingKind.UTF8,
  PositionEncodingKind.UTF16,
  PositionEncodingKind.UTF32,
]);
const bytes = new TextEncoder();

/** So many numbers describe a semantic token. */
const perToken = 5;

/**
 * How the client counts characters within a line. The server itself counts UTF-16 units, as JavaScript does: positions are converted
 * where they come in and go out.
 */
export class PositionEncoding {
  private kind: string = PositionEncodingKind.UTF16;

  /** Finds the text that positions in a file are of. */
  textOf: (uri: string) => TextDocument | undefined = () => undefined;

  /** The first of the client's encodings that is known here. */
  negotiate({ capabilities }: InitializeParams): PositionEncodingKind {
    this.kind = capabilities.general?.positionEncodings?.find((one) => known.has(one)) ?? PositionEncodingKind.UTF16;
    return this.kind;
  }

  /** True where the client counts as the server does. */
  get isOwn(): boolean {
    return this.kind === PositionEncodingKind.UTF16;
  }

  /** Whatever the client sent, with positions as the server counts. */
  incoming<T>(value: T): T {
    return this.isOwn ? value : (converted(value, addressOf(value), (position, uri) => this.read(position, uri)) as T);
  }

  /**
   * Whatever the client is sent, with positions as it counts.
   * @param params what it asked, which says of which file the answer is.
   */
  outgoing<T>(value: T, params: unknown = value): T {
    if (this.isOwn) return value;
    const uri = addressOf(params);
    if (isTokens(value)) return { ...value, data: this.tokens(value.data, uri) };
    return converted(value, uri, (position, own) => this.written(position, own)) as T;
  }

  /** A position of the client in a text. */
  inText({ line, character }: Position, document: TextDocument): Position {
    if (this.isOwn) return { line, character };
    let count = 0;
    let units = 0;
    for (const letter of lineOf(document, line)) {
      if (count >= character) break;
      count += this.width(letter);
      units += letter.length;
    }
    return { line, character: units };
  }

  private read(position: Position, uri: string): Position {
    const document = this.textOf(uri);
    return document ? this.inText(position, document) : position;
  }

  private written({ line, character }: Position, uri: string): Position {
    const document = this.textOf(uri);
    return { line, character: document ? this.width(lineOf(document, line).slice(0, character)) : character };
  }

  /** Tokens are given by the distance of each from the one before. */
  private tokens(data: readonly number[], uri: string): number[] {
    const result: number[] = [];
    let [line, start, before] = [0, 0, 0];
    for (let at = 0; at + perToken <= data.length; at += perToken) {
      const [lines = 0, distance = 0, length = 0, ...rest] = data.slice(at, at + perToken);
      line += lines;
      if (lines > 0) before = 0;
      start = lines > 0 ? distance : start + distance;
      const from = this.written({ line, character: start }, uri).character;
      const to = this.written({ line, character: start + length }, uri).character;
      result.push(lines, from - before, to - from, ...rest);
      before = from;
    }
    return result;
  }

  private width(text: string): number {
    return this.kind === PositionEncodingKind.UTF8 ? bytes.encode(text).length : [...text].length;
  }
}

type Convert = (position: Position, uri: string) => Position;

/** A value with all positions in it converted, each in the file that the value around it names. */
function converted(value: unknown, around: string, convert: Convert): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => converted(one, around, convert));
  if (isPosition(value)) return around === '' ? value : convert(value, around);
  const uri = addressOf(value) || around;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]: [string, unknown]) => {
      if (key === 'changes' && typeof part === 'object' && part !== null && !Array.isArray(part))
        return [
          key,
          Object.fromEntries(Object.entries(part).map(([file, edits]) => [file, converted(edits, file, convert)])),
        ];
      // A link names the file that it leads to beside a range of the file that it is in.
      const file = 'targetUri' in value && key.startsWith('target') ? String(value.targetUri) : uri;
      return [key, converted(part, file, convert)];
    }),
  );
}

/** The file that a value is about, by its address; empty where it names none. */
function addressOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  if ('uri' in value && typeof value.uri === 'string') return value.uri;
  return 'textDocument' in value ? addressOf(value.textDocument) : '';
}

function isPosition(value: object): value is Position {
  return (
    'line' in value && 'character' in value && typeof value.line === 'number' && typeof value.character === 'number'
  );
}

function isTokens(value: unknown): value is { readonly data: readonly number[] } {
  const data: unknown = typeof value === 'object' && value !== null && 'data' in value ? value.data : undefined;
  return Array.isArray(data) && data.every((one) => typeof one === 'number');
}

function lineOf(document: TextDocument, line: number): string {
  return document
    .getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } })
    .replace(/[\r\n]+$/, '');
}
