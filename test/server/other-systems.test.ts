import { describe, expect, it } from 'vitest';
import { startEditor } from './editor.js';

const network = `network Net {
  input gaussian(d)
  dense h (width: 64, activation: erf)
  output linear
}
target cubic = he(3)
study Cubic {
  network: Net
  target: cubic
}
`;

/** As editors on Windows write the address of a file: VS Code the first, others the rest. */
const forms = ['file:///c%3A/nets', 'file:///C:/nets', 'file:///c:/nets'];

describe.each(forms)('files at %s', (folder) => {
  it('import each other, and are answered under the address that the editor gave', async () => {
    const editor = await startEditor();
    const open = (name: string, text: string): Promise<void> =>
      editor.connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: `${folder}/${name}`, languageId: 'arch', version: 1, text },
      });
    await open('common/sizes.arch', 'scale d = 64\n');
    await open('a.arch', `import ".\\common\\sizes.arch"\n${network}`);
    const textDocument = { uri: `${folder}/a.arch` };
    const range = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };
    await expect
      .poll(async () =>
        JSON.stringify(await editor.connection.sendRequest('textDocument/inlayHint', { textDocument, range })),
      )
      .toContain('specialization');
    const definition = await editor.connection.sendRequest('textDocument/definition', {
      textDocument,
      position: { line: 2, character: 17 },
    });
    expect(JSON.stringify(definition)).toMatch(/nets\/common\/sizes\.arch/);
  });
});
