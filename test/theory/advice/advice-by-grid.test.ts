import fc from 'fast-check';
import { expect, test } from 'vitest';
import { words } from '../../../present/words/words.js';
import { advise } from '../../../theory/advice/advice.js';
import { weightsOf } from '../../../theory/parameters.js';
import { predict, representable, type Study } from '../../../theory/index.js';
import { genericSizes, size, smallNetworks, smallTargets, study } from '../networks.js';

/** Sizes from 1 to 4 million. */
const grid = Array.from({ length: 12 }, (_, power) => 4 ** power);

/** What a small error needs at sizes. */
function needAt(asked: Study, sizes: ReadonlyMap<string, number>): number {
  const reference = new Map([...asked.reference, ...sizes]);
  return predict({ ...asked, reference }).fit.samples.log(reference);
}

function parametersAt({ network, reference }: Study, sizes: ReadonlyMap<string, number>): number {
  return Math.max(
    ...weightsOf(network).flatMap(({ counts }) => counts.map((count) => count.log(new Map([...reference, ...sizes])))),
  );
}

function* points(free: readonly string[]): Generator<ReadonlyMap<string, number>> {
  const [name, ...others] = free;
  if (name === undefined) return yield new Map();
  for (const rest of points(others)) for (const value of grid) yield new Map([...rest, [name, value]]);
}

const budgets = fc.option(fc.constantFrom('1', '3/2', '2', '3'), { nil: undefined });
const choices = fc.constantFrom(['N1'], ['N2'], ['N1', 'N2']);

test('no sizes of a grid do better than the advised ones, with and without a parameter budget', () => {
  fc.assert(
    fc.property(
      smallNetworks(2),
      smallTargets,
      genericSizes,
      choices,
      budgets,
      (network, target, sizes, some, power) => {
        fc.pre(representable(network, target) === undefined);
        const asked = study(network, target, sizes);
        const free = some.filter((name) => network.layers.some((layer) => layer.sizes.width?.sizes.includes(name)));
        fc.pre(free.length > 0);
        const budget = power === undefined ? undefined : size('d', power);
        const limit = budget?.log(asked.reference) ?? Infinity;
        const within = [...points(free)].filter((point) => parametersAt(asked, point) <= limit + 1e-9);
        const advice = advise({ study: asked, free, ...(budget && { limits: { parameters: budget } }) });
        if (advice.kind === 'none') {
          expect(within).toEqual([]);
          return;
        }
        const advised = new Map([...advice.sizes].map(([name, value]) => [name, value.value(advice.reference)]));
        const least = advice.fit.samples.log(advice.reference);
        expect(needAt(asked, advised)).toBeCloseTo(least, 6);
        expect(parametersAt(asked, advised)).toBeLessThanOrEqual(limit + 1e-6);
        for (const point of within) expect(needAt(asked, point)).toBeGreaterThanOrEqual(least - 1e-6);
      },
    ),
    { numRuns: 40 },
  );
});

test('no network of a grid that learns from the samples is smaller than the advised one', () => {
  fc.assert(
    fc.property(
      smallNetworks(2),
      smallTargets,
      genericSizes,
      fc.constantFrom('1/2', '1', '3/2', '3'),
      (network, target, sizes, power) => {
        fc.pre(representable(network, target) === undefined);
        const asked = study(network, target, sizes);
        const free = network.layers.map((_, index) => `N${index + 1}`);
        const samples = size('d', power);
        const log = samples.log(asked.reference);
        const learning = [...points(free)].filter((point) => needAt(asked, point) <= log + 1e-9);
        const advice = advise({ study: asked, free, goal: 'smallest', samples });
        if (advice.kind === 'none') throw new Error(words(advice.reason));
        if (!advice.learnable) {
          expect(learning).toEqual([]);
          return;
        }
        const advised = new Map([...advice.sizes].map(([name, value]) => [name, value.value(advice.reference)]));
        expect(needAt(asked, advised)).toBeLessThanOrEqual(log + 1e-6);
        const least = advice.parameters.log(advice.reference);
        expect(parametersAt(asked, advised)).toBeCloseTo(least, 6);
        for (const point of learning) expect(parametersAt(asked, point)).toBeGreaterThanOrEqual(least - 1e-6);
      },
    ),
    { numRuns: 30 },
  );
});

test('wider than the widest that learns features, all stay lazy', () => {
  fc.assert(
    fc.property(smallNetworks(2), smallTargets, genericSizes, (network, target, sizes) => {
      fc.pre(representable(network, target) === undefined);
      const asked = study(network, target, sizes);
      const free = network.layers.map((_, index) => `N${index + 1}`);
      const advice = advise({ study: asked, free, goal: 'widest' });
      if (advice.kind === 'none' || advice.sizes.size === 0) return;
      const widest = Math.max(...[...advice.sizes.values()].map((width) => width.value(advice.reference)));
      const at = (factor: number): string => {
        const wide = free.map((name) => [name, widest * factor] as const);
        return predict({ ...asked, reference: new Map([...asked.reference, ...wide]) }).winner.name;
      };
      expect(at(1.01)).toMatch(/^lazy(, lazy)*$/);
      expect(at(0.99)).not.toMatch(/^lazy(, lazy)*$/);
    }),
    { numRuns: 40 },
  );
});
