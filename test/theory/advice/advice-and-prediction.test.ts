import fc from 'fast-check';
import { expect, test } from 'vitest';
import { words } from '../../../present/words/words.js';
import { advise } from '../../../theory/advice/advice.js';
import type { Advice } from '../../../theory/advice/answer.js';
import { withSizes } from '../../../theory/advice/sizes-put-in.js';
import { Monomial, predict, representable, type Network, type Study, type Target } from '../../../theory/index.js';
import {
  attention,
  dense,
  experts,
  hermite,
  onTokens,
  size,
  smallNetworks,
  stack,
  study,
  withSignal,
} from '../networks.js';

const activation = fc.constantFrom('erf', 'relu', 'gelu', 'linear', 'tanh');

/** Networks of all inputs, with the sizes that may be chosen. */
const networks: fc.Arbitrary<readonly [Network, readonly string[]]> = fc.oneof(
  { weight: 5, arbitrary: smallNetworks(1).map((network) => [network, ['N1']] as const) },
  // Two layers are a third as fast; one of their widths is chosen, or both.
  smallNetworks(2).map((network) => [network, network.layers.map((_, at) => `N${at + 1}`)] as const),
  activation.map((name) => [withSignal(stack(dense('h', size('N1'), name)), size('s')), ['N1']] as const),
  activation.map((name) => [stack(experts('m', size('N1'), size('X'), Monomial.one, name)), ['N1']] as const),
  fc
    .tuple(activation, fc.constantFrom('flatten', 'mean', 'sum'))
    .map(([name, kind]) => [patches(name, kind), ['N1']] as const),
  activation.map((name) => [onTokens(dense('h', size('N1'), name)), ['N1']] as const),
  fc.constant([onTokens(attention('a', size('H'))), ['H']] as const),
);

function patches(activation: 'erf' | 'relu' | 'gelu' | 'linear' | 'tanh', kind: 'flatten' | 'mean' | 'sum'): Network {
  return {
    name: 'Patches',
    input: { kind: 'patches', count: size('n'), size: size('d') },
    layers: [{ name: 'c', kind: 'conv', residual: false, sizes: { channels: size('N1') }, activation }],
    output: { kind, scaling: 'standard' },
  };
}

const targets: fc.Arbitrary<Target> = fc.oneof(
  fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }).map((degrees) => hermite(...degrees)),
  fc.integer({ min: 1, max: 3 }).map((degree) => ({ ...hermite(degree), directions: size('k') }) as Target),
  fc.constant<Target>({ name: 'y', kind: 'attentive', degree: 3 }),
);

const between = (least: number, most: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(least), max: Math.log(most), noNaN: true }).map((log) => Math.round(Math.exp(log)));

const reference = fc.record({
  ...{
    d: between(8, 200),
    k: between(2, 9),
    s: between(2, 5),
    n: between(3, 100),
    L: between(3, 300),
    X: between(2, 20),
  },
  ...{ N1: between(2, 30000), N2: between(2, 30000), H: between(1, 60) },
});

const studies = fc
  .record({
    network: networks,
    target: targets,
    reference,
    ridge: fc.constantFrom('1', '1', '4', '1/10'),
    noise: fc.constantFrom(undefined, undefined, '1/2', '3'),
    samples: fc.tuple(between(1, 300), fc.constantFrom('1/2', '1', '3/2')),
  })
  .map(({ network: [network, free], target, reference: sizes, ridge, noise, samples: [factor, power] }) => ({
    free,
    asked: {
      ...study(network, target, sizes),
      ridge: Monomial.constant(ridge),
      ...(noise !== undefined && { noise: Monomial.constant(noise) }),
      samples: Monomial.constant(factor).times(size('d', power)),
    } satisfies Study,
  }))
  .filter(
    ({ asked: { network, target } }) => (network.layers[0]?.kind === 'attention') === (target.kind === 'attentive'),
  )
  .filter(({ asked: { network, target } }) => representable(network, target) === undefined);

test('advice and prediction never contradict each other', () => {
  fc.assert(
    fc.property(studies, fc.constantFrom('samples', 'smallest'), ({ asked, free }, goal) => {
      const here = predict(asked);
      const advice = advise({ study: asked, free, goal });
      if (advice.kind === 'none') throw new Error(words(advice.reason));

      // The same fields at the advised sizes.
      const there = predict(withSizes(asked, advice.sizes));
      expect(advice.fit.samples.toString()).toBe(there.fit.samples.toString());
      expect(advice.fit.rule).toBe(there.fit.rule);
      expect(advice.sampleScale.toString()).toBe(there.sampleScale.toString());
      expect(advice.learnable).toBe(there.learnable);

      // No sizes of the file need less than the best that are advised; of a sum the program knows the largest term.
      const slack = here.fit.terms.length > 1 ? Math.log(2) : 0;
      const log = (need: Monomial): number => need.log(asked.reference);
      if (goal === 'samples')
        expect(log(here.fit.samples)).toBeGreaterThanOrEqual(log(advice.fit.samples) - slack - 1e-7);

      // Where the file's own sizes suffice, some are advised that do, and no more parameters.
      if (goal === 'smallest' && here.learnable === true && slack === 0) expect(advice.learnable).toBe(true);
      // Sizes that suffice are advised with whole numbers that do.
      if (advice.learnable === true) expect(withWholeSizes(asked, advice)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

/** What a prediction says with the whole numbers that the file gets. */
function withWholeSizes(asked: Study, { wholeSizes }: Advice): boolean | undefined {
  return predict({ ...asked, reference: new Map([...asked.reference, ...wholeSizes]) }).learnable;
}
