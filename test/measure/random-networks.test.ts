import { expect, test } from 'vitest';
import { measureRandom, randomText } from './random-networks.js';

/** The closed list of docs/validation.md, "What is refused", as far as files of this version can meet it. */
const refusals = [
  'not-representable',
  'no-hidden-layer',
  'constant-target',
  'no-size-to-sweep',
  'too-large-to-draw',
  'below-noise',
];
/** Multiplications of one U: a few seconds a network. */
const work = 1.5e5;
const seeds = [1, 8, 10, 12, 13, 16, 17, 20, 21, 22, 23, 24];

const outcomes = new Map<number, Awaited<ReturnType<typeof measureRandom>>>();

test.each(seeds)(
  'a random network of every kind of layers is measured, or refused by a reason of the closed list: %i',
  async (seed) => {
    const text = randomText(seed);
    const outcome = await measureRandom(text, work);
    if (!outcome) throw new Error(`a text without errors: ${text}`);
    outcomes.set(seed, outcome);
    if (outcome.refused) {
      expect(refusals).toContain(outcome.method);
      return;
    }
    expect(outcome.energies?.length).toBeGreaterThan(2);
    expect(outcome.energies?.every((energy) => Number.isFinite(energy) && energy > 0)).toBe(true);
    expect(outcome.seen).toMatch(
      /^(lazy|gfl|specialization|magnetization)(, (lazy|gfl|specialization|magnetization))*$/,
    );
  },
  300_000,
);

test('several of them are measured by drawing', () => {
  const drawn = [...outcomes.values()].filter((outcome) => outcome?.method === 'drawn');
  expect(drawn.length).toBeGreaterThan(5);
});
