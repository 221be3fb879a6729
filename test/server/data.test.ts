import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sharedEditor } from './editor.js';

const editor = sharedEditor();

const text = `scale N = 1024
network Net {
  input data("features.csv")
  dense h (width: N, activation: erf)
  output linear
}
target cubic = he(3)
study S { network: Net target: cubic }
`;

it('measures a file in the background, shows it on hover, and predicts then', async () => {
  const name = editor().openNew(text);
  const folder = dirname(fileURLToPath(editor().uri(name)));
  writeFileSync(join(folder, 'features.csv'), 'a,b\n1,2\n2,1\n3,5\n');
  editor().replace(name, 'N = 1024', 'N = 1025');
  const hover = async (): Promise<string> => editor().hover(name, editor().positionOf(name, 'features.csv', 3));
  await expect.poll(hover).toContain('3 rows, 2 columns');
  expect(await hover()).toContain('r₁ = d = 2: without a label a direction at random');
  const scale = async (): Promise<unknown> => {
    const studies = await editor().connection.sendRequest<{ sampleScale: string | null }[]>('archscale/studies', {
      uri: editor().uri(name),
    });
    return studies[0]?.sampleScale;
  };
  // Lazy: r_3 = d^3 = 8, less than sqrt(2 N).
  await expect.poll(scale).toBe('P* = 8');
});
