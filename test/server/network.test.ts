import { describe, expect, it } from 'vitest';
import { ask } from '../../protocol/connection.js';
import { networkRequest } from '../../protocol/requests.js';
import type { NetworkAnswer } from '../../protocol/network.js';
import { sharedEditor } from './editor.js';

const editor = sharedEditor();

const text = `scale d = 64
scale N ~ 4 * d
network Two {
  input gaussian(d)
  dense h1 (width: N, activation: erf)
  residual dense h2 (width: N, activation: erf)
  output linear
}
target cubic = he(3)
target even = he(2)
study Cubic { network: Two target: cubic }
study Even { network: Two target: even }
study Broken { network: Nowhere target: even }
`;

function networkOf(name: string, study: string): Promise<NetworkAnswer | null> {
  return ask(editor().connection, networkRequest, { uri: editor().uri(name), study });
}

describe(networkRequest.method, () => {
  it('gives the blocks in the sizes of the file, and where each stands', async () => {
    const answer = await networkOf(editor().openNew(text), 'Cubic');
    expect(answer?.picture.blocks.map(({ title, isResidual }) => [title, isResidual])).toEqual([
      ['input gaussian', false],
      ['dense h1', false],
      ['residual dense h2', true],
      ['output linear', false],
    ]);
    // By hand: M d = N/M, E = sqrt(N d) with N = 256.
    expect(answer?.picture.title).toBe('Cubic: P* ~ √(N·d) = 128');
    expect(answer?.picture.blocks[1]?.facts).toContain('width N = 256, erf');
    expect(answer?.picture.edges[0]).toEqual({ size: 'd = 64 numbers', eigenvalues: ['r₁ = d = 64', 'r₃ = ∞'] });
    expect(answer?.places.map(({ part, range }) => [part, range.start.line])).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(answer?.range.start.line).toBe(2);
  });

  it('draws a network that cannot represent its target without patterns', async () => {
    const answer = await networkOf(editor().openNew(text), 'Even');
    expect(answer?.picture.title).toBe('Two');
    expect(answer?.picture.blocks.some(({ pattern }) => pattern !== undefined)).toBe(false);
  });

  it.each(['Broken', 'Nowhere'])('is null where there is no network: %s', async (study) => {
    expect(await networkOf(editor().openNew(text), study)).toBeNull();
  });

  it('points to the block of the text for each of its parts', async () => {
    const transformer = `scale d = 16 scale L = 8 scale H = 2
network T {
  input tokens(L, d)
  block t1 (heads: H, width: d, activation: gelu)
  output linear
}
target tri = attentive(3)
study S { network: T target: tri }
`;
    const answer = await networkOf(editor().openNew(transformer), 'S');
    expect(answer?.picture.blocks.map(({ name }) => name)).toEqual(['input', 't1.attention', 't1.dense', 'output']);
    expect(answer?.places.map(({ range }) => range.start.line)).toEqual([2, 3, 3, 4]);
  });
});
