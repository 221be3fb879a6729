import { describe, expect, it } from 'vitest';
import type {
  CodeLens,
  DocumentSymbol,
  FoldingRange,
  SemanticTokens,
  SignatureHelp,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { sharedEditor } from './editor.js';

const text = `// A file with something of everything,
// in two lines of comment.
scale d = 64
scale N ~ 4 * d

network Net {
  input gaussian(d)
  residual dense h (width: N, activation: erf)
  output linear
}

target cubic = he(3)

study S {
  network: Net
  target: cubic
}
`;
const editor = sharedEditor();

describe('the outline', () => {
  it('lists declarations with what they are, and the layers of networks', async () => {
    const symbols = await editor().ask<DocumentSymbol[]>('textDocument/documentSymbol', editor().openNew(text));
    expect(symbols.map(({ name, detail }) => `${detail} ${name}`)).toEqual([
      'scale d',
      'scale N',
      'network Net',
      'target cubic',
      'study S',
    ]);
    expect(symbols[2]?.children?.map(({ name, detail }) => `${detail} ${name}`)).toEqual(['residual dense h']);
  });
});

describe('folding', () => {
  it('folds comments, networks and studies', async () => {
    const ranges = await editor().ask<FoldingRange[]>('textDocument/foldingRange', editor().openNew(text));
    expect(ranges.map(({ startLine, endLine }) => [startLine, endLine]).sort(([a = 0], [b = 0]) => a - b)).toEqual([
      [0, 1],
      [5, 8],
      [13, 15],
    ]);
  });
});

describe('code lenses', () => {
  it('offer to validate, to explain and to draw each study', async () => {
    const name = editor().openNew(text);
    const lenses = await editor().ask<CodeLens[]>('textDocument/codeLens', name);
    expect(lenses.map(({ command }) => [command?.title, command?.command])).toEqual([
      ['Validate', 'archscale.validateStudy'],
      ['Explain', 'archscale.explainPrediction'],
      ['Network', 'archscale.showNetwork'],
      ['Diagram', 'archscale.showDiagram'],
    ]);
    for (const { command, range } of lenses) {
      expect(command?.arguments).toEqual([editor().uri(name), 'S']);
      expect(range.start.line).toBe(13);
    }
  });
});

describe('semantic tokens', () => {
  it('tell names by what they stand for', async () => {
    const name = editor().openNew(text);
    const { data } = await editor().ask<SemanticTokens>('textDocument/semanticTokens/full', name);
    const types = editor().initializeResult?.capabilities.semanticTokensProvider?.legend.tokenTypes ?? [];
    const tokens = decoded(text, data, types);
    expect(tokens).toContain('d: variable');
    expect(tokens).toContain('Net: class');
    expect(tokens).toContain('h: property');
    expect(tokens).toContain('width: parameter');
    expect(tokens).toContain('erf: enumMember');
    expect(tokens).toContain('cubic: function');
    expect(tokens).toContain('S: event');
    expect(tokens.filter((token) => token === 'cubic: function').length).toBe(2);
  });
});

describe('signature help', () => {
  it.each([
    ['target t = he(‸', 'he(degree, direction)', 0],
    ['target t = he(1, u) * he(2, ‸', 'he(degree, direction)', 1],
    ['target t = sin(2*x, ‸', 'sin(argument, degree, direction)', 1],
    ['target t = teacher(2, ‸', 'teacher(directions, profile)', 1],
    ['target t = teacher(2, he(‸', 'he(degree, direction)', 0],
    ['target t = hierarchical(‸', 'hierarchical(degree, profile)', 0],
    ['target t = hierarchical(2, ‸', 'hierarchical(degree, profile)', 1],
    ['network A {\n  input patches(d^(1/2), ‸', 'patches(count, size)', 1],
    ['network A {\n  input gaussian(‸)', 'gaussian(dimension, signal)', 0],
    ['network A {\n  input gaussian(64, signal: ‸)', 'gaussian(dimension, signal)', 1],
    ['network A {\n  attention a (heads: 2, scores: lowrank(‸))', 'lowrank(rank)', 0],
  ])('%j', async (marked, label, parameter) => {
    const name = editor().openNew(marked.replace('‸', ''));
    const position = TextDocument.create('', '', 0, marked).positionAt(marked.indexOf('‸'));
    const help = await editor().ask<SignatureHelp | null>('textDocument/signatureHelp', name, { position });
    expect(help?.signatures[0]?.label).toBe(label);
    expect(help?.activeParameter).toBe(parameter);
  });

  it('says nothing outside of a call', async () => {
    const name = editor().openNew('target t = he(3)\n');
    const position = { line: 0, character: 16 };
    expect(await editor().ask('textDocument/signatureHelp', name, { position })).toBeNull();
  });
});

function decoded(source: string, data: readonly number[], types: readonly string[]): string[] {
  const lines = source.split('\n');
  const tokens: string[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [lines_ = 0, characters = 0, length = 0, type = 0] = data.slice(at, at + 4);
    character = lines_ === 0 ? character + characters : characters;
    line += lines_;
    tokens.push(`${lines[line]?.slice(character, character + length)}: ${types[type]}`);
  }
  return tokens;
}
