import { describe, expect, it } from 'vitest';
import { adviceChoicesRequest, adviseRequest } from '../../protocol/requests.js';
import type { AdviceAnswer, AdviceQuestion } from '../../protocol/advice.js';
import { sharedEditor } from './editor.js';

const text = `scale d = 64
scale N1 = 4096
scale N2 ~ 4 * d

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
}
`;
const editor = sharedEditor();
const ask = (more: Partial<AdviceQuestion>, content = text): Promise<AdviceAnswer> =>
  editor().request(adviseRequest, {
    ...{ uri: editor().uri(editor().openNew(content)), study: 'Cubic', free: ['N1', 'N2'], goal: 'samples' },
    ...more,
  });

it('the sizes of a study are offered, free widths as what one most likely wants', async () => {
  const uri = editor().uri(editor().openNew(text));
  const choices = await editor().request(adviceChoicesRequest, {
    uri,
    study: 'Cubic',
  });
  expect(choices.hasSamples).toBe(false);
  expect([...choices.sizes].sort((one, other) => (one.name < other.name ? -1 : 1))).toEqual([
    { name: 'N1', value: 4096, tied: false, isWidth: true },
    { name: 'N2', value: 256, tied: true, isWidth: false },
    { name: 'd', value: 64, tied: false, isWidth: false },
  ]);
});

describe('advice', () => {
  it('with the least P*: N1 = N2 = d, whatever the file ties N2 to, with reasons', async () => {
    const answer = await ask({});
    expect(answer).toMatchObject({ kind: 'advice', sizes: { N1: 64, N2: 64 } });
    const markdown = answer.kind === 'advice' ? answer.markdown : '';
    expect(markdown).toContain('| `N1` | 4096 | **64** | d |');
    expect(markdown).toContain('A small error needs the fewest samples with N1 = d');
  });

  it('takes samples and limits as the file would write them', async () => {
    // From 20*d samples one unit is enough.
    expect(await ask({ goal: 'smallest', samples: '20 * d' })).toMatchObject({ sizes: { N1: 1, N2: 1 } });
    const limited = await ask({ parameters: '16 * d' });
    const sizes = limited.kind === 'advice' ? limited.sizes : {};
    expect((sizes['N1'] ?? 0) * 64).toBeLessThanOrEqual(16 * 64);
  });

  it('says why there is none', async () => {
    expect(await ask({ parameters: '20 * Nowhere' })).toMatchObject({
      kind: 'none',
      reason: expect.stringContaining('Nowhere') as string,
    });
    expect(await ask({ free: ['M'] })).toMatchObject({ kind: 'none', reason: 'M is no size of Cubic.' });
    expect(await ask({}, text.replace('he(3)', 'he(2)'))).toMatchObject({ kind: 'none' });
    expect(await ask({ parameters: 'd / 1000' })).toMatchObject({ kind: 'none' });
  });
});
