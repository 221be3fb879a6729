import { expect, it } from 'vitest';
import type { NetworkAnswer } from '../../server/requests/network.js';
import { startEditor } from './editor.js';

const text = `scale d = 64
network One { input gaussian(d) dense h (width: d, activation: erf) output linear }
target cubic = he(3)
study Cubic { network: One target: cubic }
`;

it.each([
  [{ locale: 'de' }, 'Dimension d = 64'],
  [{ locale: 'de-AT' }, 'Dimension d = 64'],
  [{ locale: 'en', initializationOptions: { locale: 'de' } }, 'Dimension d = 64'],
  [{ locale: 'xx' }, 'dimension d = 64'],
  [{}, 'dimension d = 64'],
])('the server speaks the language of the editor: %j', async (language, fact) => {
  const editor = await startEditor({ language });
  const name = editor.openNew(text);
  const question = { uri: editor.uri(name), study: 'Cubic' };
  const answer = await editor.connection.sendRequest<NetworkAnswer>('archscale/network', question);
  expect(answer.picture.blocks[0]?.facts).toEqual([fact]);
  expect(answer.picture.title).toContain('P* ~');
});
