import { describe, expect, it } from 'vitest';
import type { CodeAction, TextEdit } from 'vscode-languageserver-protocol';
import { sharedEditor, startEditor } from './editor.js';

const editor = sharedEditor();

const text = `scale d = 64
scale N1 = 4096
scale N2 = 256

network Three {
  input gaussian(d)
  dense h1 (width: N1, activation: erf)
  dense h2 (width: N2, activation: erf)
  output linear
}

target cubic = he(3)

study Cubic {
  network: Three
  target: cubic
  samples: 20 * d
}
`;

/** The actions at a word whose title begins so, and the file after each. */
async function advice(content: string, word: string): Promise<Record<string, string>> {
  const name = editor().openNew(content);
  const start = editor().positionOf(name, word);
  await editor().diagnostics(name);
  const actions = await editor().ask<CodeAction[]>('textDocument/codeAction', name, {
    range: { start, end: start },
    context: { diagnostics: [], only: ['refactor.rewrite'] },
  });
  return Object.fromEntries(
    actions
      .filter(({ title }) => title.startsWith('Advise'))
      .map(({ title, edit }) => [title, editor().applied(name, edit?.changes?.[editor().uri(name)] ?? [])]),
  );
}

describe('advice at the cursor', () => {
  it('on a study gives its widths the values with the least P*, as one edit: N1 = N2 = d', async () => {
    expect(await advice(text, 'Cubic')).toEqual({
      'Advise widths for study Cubic: the fewest samples': text.replace('4096', '64').replace('256', '64'),
      // One unit is enough to learn from 20*d samples.
      'Advise widths for study Cubic: the smallest network for which the samples suffice': text
        .replace('4096', '1')
        .replace('256', '1'),
    });
  });

  it('on a scale that is a width advises on that width alone', async () => {
    // N1 <= d costs d; below N1 = d^2/N2 = 16 the bound says little.
    expect(await advice(text, 'N1 = 4096')).toMatchObject({
      'Advise N1 for study Cubic: the fewest samples': text.replace('4096', '16'),
    });
  });

  it('is not offered on a size of the data, on tied widths, or for a study with an error', async () => {
    expect(await advice(text, 'd = 64')).toEqual({});
    expect(await advice(text.replace('N1 = 4096', 'N1 ~ d').replace('N2 = 256', 'N2 ~ d'), 'Cubic')).toEqual({});
    expect(await advice(text.replace('he(3)', 'he(2)'), 'Cubic')).toEqual({});
  });

  it('offers no smallest network where the study says nothing of samples', async () => {
    const titles = Object.keys(await advice(text.replace('  samples: 20 * d\n', ''), 'Cubic'));
    expect(titles).toEqual(['Advise widths for study Cubic: the fewest samples']);
  });
});

it('editors that ask for the edit when an action is chosen get it then, with the reasons', async () => {
  const own = await startEditor({
    capabilities: {
      textDocument: { codeAction: { resolveSupport: { properties: ['edit'] } } },
      workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
    },
  });
  const name = own.openNew(text);
  const start = own.positionOf(name, 'Cubic');
  await own.diagnostics(name);
  const [action] = await own.ask<CodeAction[]>('textDocument/codeAction', name, {
    range: { start, end: start },
    context: { diagnostics: [], only: ['refactor.rewrite'] },
  });
  expect(action).toMatchObject({ title: 'Advise widths for study Cubic: the fewest samples' });
  expect(action?.edit).toBeUndefined();
  const { edit } = await own.connection.sendRequest<CodeAction>('codeAction/resolve', action);
  const [file] = edit?.documentChanges ?? [];
  expect(file && 'edits' in file && own.applied(name, file.edits as TextEdit[])).toBe(
    text.replace('4096', '64').replace('256', '64'),
  );
  expect(Object.values(edit?.changeAnnotations ?? {})[0]?.description).toContain(
    'A small error needs the fewest samples with N1 = d',
  );
});
