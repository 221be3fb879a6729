import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advise } from '../../theory/advice/advice.js';
import { phaseDiagram } from '../../theory/phase/index.js';
import { algorithmic, Monomial, partsOf, predict, representable, type Prediction } from '../../theory/index.js';
import { essence, found, parameter } from './likeness.js';
import {
  attentiveWith,
  block,
  dense,
  experts,
  genericSizes,
  hermite,
  norm,
  onTokens,
  recurrent,
  size,
  smallNetworks,
  smallTargets,
  stack,
  study,
  withSignal,
} from './networks.js';

// Expected values: section by section from the rules in docs/theory.md, by hand.

describe('spiked data', () => {
  const network = stack(dense('h', size('N')));

  test('r_1 = d/s: lazy (d/s)^3, specialization sqrt(N d/s) with M = sqrt(N s/d)', () => {
    const asked = study(withSignal(network, size('s')), hermite(3), { N: 4096, d: 256, s: 4 });
    expect(found(asked, 'lazy').energy.toString()).toBe('d^3/s^3');
    expect(found(asked, 'specialization').energy.toString()).toBe('sqrt(N*d/s)');
    expect(parameter(found(asked, 'specialization'), 'h')).toBe('sqrt(N*s/d)');
    expect(predict(asked).provenance).toContainEqual(
      expect.objectContaining({ rule: 'spiked-data', status: 'derived' }),
    );
    expect(algorithmic(asked)).toBeUndefined();
  });

  test('signal 1 is the plain Gaussian', () => {
    fc.assert(
      fc.property(smallNetworks(2), smallTargets, genericSizes, (plain, target, sizes) => {
        fc.pre(representable(plain, target) === undefined);
        const [one, other] = [withSignal(plain, Monomial.one), plain].map((each) => study(each, target, sizes));
        expect(one && essence(predict(one))).toEqual(other && essence(predict(other)));
        expect(one && algorithmic(one)?.kernel.toString()).toEqual(other && algorithmic(other)?.kernel.toString());
      }),
      { numRuns: 60 },
    );
  });

  test('more signal never raises E', () => {
    fc.assert(
      fc.property(
        smallNetworks(2),
        smallTargets,
        genericSizes,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (plain, target, sizes, share) => {
          fc.pre(representable(plain, target) === undefined);
          const reference = { ...sizes, s: (sizes.d ?? 1) ** share };
          const [less, more] = [plain, withSignal(plain, size('s'))].map((each) => {
            const asked = study(each, target, reference);
            return predict(asked).winner.energy.log(asked.reference);
          });
          expect(more).toBeLessThanOrEqual((less ?? 0) + 1e-7);
        },
      ),
    );
  });
});

describe('norm layers', () => {
  test('change nothing, wherever they stand', () => {
    fc.assert(
      fc.property(smallNetworks(2), smallTargets, genericSizes, fc.boolean(), (network, target, sizes, isMeanField) => {
        fc.pre(representable(network, target) === undefined);
        const output = { kind: 'linear', scaling: isMeanField ? 'meanfield' : 'standard' } as const;
        const normed = [norm('n0'), ...network.layers.flatMap((layer) => [layer, norm(`n ${layer.name}`)])];
        const plain = predict(study({ ...network, output }, target, sizes));
        const withNorms = predict(study({ ...network, output, layers: normed }, target, sizes));
        expect(withNorms.sampleScale.equals(plain.sampleScale)).toBe(true);
        const acting = ({ winner }: Prediction) => winner.layers.flatMap((one) => one.parameter?.size.toString() ?? []);
        expect(acting(withNorms)).toEqual(acting(plain));
      }),
    );
  });
});

describe('depth stays cheap', () => {
  // Ratios with a wide margin: ten times the layers may take up to a hundred times as long on a busy machine.
  test.each([
    ['blocks', (index: number) => partsOf(block(`t${index}`, size('N1'), size('N2'))), attentiveWith(1, 2)],
    ['experts', (index: number) => [experts(`e${index}`, size('N1'), size('N2'), Monomial.one)], hermite(3)],
    ['recurrent layers', (index: number) => [recurrent(`r${index}`, size('N1'), 8)], hermite(3)],
  ] as const)('%s', (_, layers, target) => {
    const time = (depth: number): number => {
      const network = onTokens(...Array.from({ length: depth }, (_unused, index) => layers(index)).flat());
      const asked = study(network, target, { N1: 4096, N2: 16, d: 64, L: 64 });
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now();
        predict(asked);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    time(10);
    expect(time(100) / Math.max(time(10), 1)).toBeLessThan(100);
  });
});

describe('design', () => {
  test('advice for the experts: fewer cost fewer samples', () => {
    // P* = X sqrt(N d) falls with X down to one expert.
    const asked = study(stack(experts('e', size('N'), size('X'), Monomial.one)), hermite(3), { N: 4096, X: 16, d: 64 });
    const advice = advise({ study: asked, free: ['X'] });
    expect(advice.kind === 'advice' && advice.sizes.get('X')?.toString()).toBe('1');
  });

  test('a phase diagram of a recurrent layer has the border of its pattern', () => {
    const asked = study(stack(recurrent('r', size('N'), 2)), hermite(3), { N: 4096, d: 64 });
    const { regions } = phaseDiagram(asked, 'd', 'N');
    expect(regions.map(({ pattern }) => pattern)).toEqual(expect.arrayContaining(['specialization', 'lazy']));
  });

  test('advice for a recurrent layer keeps its price', () => {
    const asked = study(stack(recurrent('r', size('N'), 3)), hermite(3), { N: 4096, d: 64 });
    const advice = advise({ study: asked, free: ['N'] });
    // Counting asks for d samples; the gain's own energy is below that.
    expect(advice.kind === 'advice' && advice.fit.samples.toString()).toBe('d');
    expect(advice.kind === 'advice' && advice.energy.toString()).toBe('d^(3/4)');
  });
});
