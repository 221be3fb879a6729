import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advise } from '../../theory/design/advice.js';
import { phaseDiagram } from '../../theory/design/index.js';
import { largestPart } from '../../theory/design/parameters.js';
import {
  algorithmic,
  Monomial,
  partsOf,
  predict,
  representable,
  type Layer,
  type Network,
  type Pattern,
  type Prediction,
  type Study,
} from '../../theory/index.js';
import {
  attention,
  attentive,
  attentiveWith,
  block,
  dense,
  experts,
  exponents,
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

const found = (asked: Study, name: string): Pattern => {
  const pattern = predict(asked).patterns.find((candidate) => candidate.name === name);
  if (!pattern) throw new Error(`no pattern ${name}`);
  return pattern;
};
const parameter = ({ layers }: Pattern, layer: string): string =>
  layers.find((one) => one.layer === layer)?.parameter?.size.toString() ?? 'none';

/** What two predictions must share when they are of the same thing. */
const essence = ({ patterns, sampleScale }: Prediction) => ({
  samples: sampleScale.toString(),
  patterns: patterns.map(({ name, energy, readout, layers }) => ({
    name,
    energy: energy.toString(),
    readout: readout.toString(),
    parameters: layers.map((layer) => layer.parameter?.size.toString()),
  })),
});
const activations = fc.constantFrom('erf', 'relu', 'linear', 'quadratic', 'gelu');
const layersAlike = (
  make: (name: string, width: Monomial, activation: string) => Layer,
  like: (name: string, width: Monomial, activation: string) => Layer,
): void => {
  fc.assert(
    fc.property(
      activations,
      activations,
      fc.boolean(),
      smallTargets,
      genericSizes,
      (first, second, isFirst, target, sizes) => {
        const network = (layer: typeof make): Network =>
          isFirst
            ? stack(layer('h1', size('N1'), first), dense('h2', size('N2'), second))
            : stack(dense('h1', size('N2'), second), layer('h2', size('N1'), first));
        fc.pre(representable(network(like), target) === undefined);
        const [one, other] = [make, like].map((layer) => essence(predict(study(network(layer), target, sizes))));
        expect(one).toEqual(other);
      },
    ),
    { numRuns: 60 },
  );
};

describe('mixture of experts', () => {
  const network = stack(experts('e', size('N'), size('X'), Monomial.one));
  const asked = study(network, hermite(3), { N: 4096, X: 16, d: 64 });

  test('one active: lazy X d^3; specialization X sqrt(N d) with M = X sqrt(N/d)', () => {
    expect(found(asked, 'lazy').energy.toString()).toBe('X*d^3');
    expect(found(asked, 'specialization').energy.toString()).toBe('X*sqrt(N*d)');
    expect(parameter(found(asked, 'specialization'), 'e')).toBe('X*sqrt(N/d)');
  });

  test('A active: M d against (X/A) X N/M', () => {
    const some = study(stack(experts('e', size('N'), size('X'), size('A'))), hermite(3), {
      N: 4096,
      X: 16,
      A: 2,
      d: 64,
    });
    expect(exponents(found(some, 'specialization').energy)).toEqual({ X: '1', A: '-1/2', N: '1/2', d: '1/2' });
  });

  test('gfl: all X N units pay, X N D against X (d/D)^3', () => {
    // N D = d^3/D^3: D = (d^3/N)^(1/4), E = X (N d)^(3/4).
    expect(found(asked, 'gfl').energy.toString()).toBe('X*(N*d)^(3/4)');
  });

  test('two layers: what comes out of experts is X/A dearer for the next', () => {
    // r_1 = X d after the experts; then M X d against N2/M: sqrt(X N2 d).
    const deep = study(stack(...network.layers, dense('h2', size('N2'))), hermite(3), {
      N: 4096,
      N2: 256,
      X: 4,
      d: 64,
    });
    expect(found(deep, 'lazy, specialization').energy.toString()).toBe('sqrt(N2*X*d)');
  });

  test('is marked as derived, and says that routing is fixed', () => {
    const { provenance, omissions } = predict(asked);
    expect(provenance).toContainEqual(expect.objectContaining({ rule: 'experts', status: 'derived' }));
    expect(omissions.join(' ')).toMatch(/experts of e are chosen at random .* router that learns is not modelled/);
  });

  test('says when fewer units specialise than there are experts: N < d', () => {
    // M = 16 sqrt(16/64) = 8 < 16.
    const few = predict({ ...asked, reference: new Map(Object.entries({ N: 16, X: 16, d: 64 })) });
    expect(few.omissions.join(' ')).toMatch(/Of e only 8 units specialise, and it has 16 experts/);
    expect(predict(asked).omissions.join(' ')).not.toMatch(/units specialise/);
  });

  test('all active is a dense layer of X N units', () =>
    layersAlike(
      (name, width, activation) => experts(name, width, size('N3'), size('N3'), activation),
      (name, width, activation) => dense(name, width.times(size('N3')), activation),
    ));

  test('one expert is the layer itself', () =>
    layersAlike((name, width, activation) => experts(name, width, Monomial.one, Monomial.one, activation), dense));

  test('counts the weights of all experts', () => {
    expect(largestPart(network, asked.reference).count.toString()).toBe('N*X*d');
  });
});

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

describe('recurrent layers', () => {
  test('one step is a dense layer', () =>
    layersAlike((name, width, activation) => recurrent(name, width, 1, activation), dense));

  test('GFL with one gain: N D against (d/D^T)^3', () => {
    // D^(3T + 1) = d^3/N, E = (N^(3T) d^3)^(1/(3T + 1)): T = 2 gives (N^6 d^3)^(1/7).
    const asked = study(stack(recurrent('r', size('N'), 2)), hermite(3), { N: 4, d: 4096 });
    expect(exponents(found(asked, 'gfl').energy)).toEqual({ N: '6/7', d: '3/7' });
    expect(parameter(found(asked, 'gfl'), 'r')).toBe('(d^3/N)^(1/7)');
  });

  test('specialization is found once: sqrt(N d) for any number of steps', () => {
    for (const steps of [1, 2, 5, 1000]) {
      const asked = study(stack(recurrent('r', size('N'), steps)), hermite(3), { N: 4096, d: 64 });
      expect(predict(asked).winner.energy.toString()).toBe('sqrt(N*d)');
      expect(predict(asked).winner.layers).toHaveLength(1);
    }
  });

  test('amplification ends where r is 1', () => {
    // A readout of N units behind it: E is at least what those cost, so that the gain D = E/N could pass d.
    const network = stack(recurrent('r', Monomial.one, 3, 'linear'), dense('h', size('N'), 'linear'));
    const winner = found(study(network, hermite(1), { N: 100, d: 8 }), 'gfl, lazy');
    const r = winner.layers[0]?.outgoing.get(1)?.value(new Map(Object.entries({ N: 100, d: 8 })));
    expect(r).toBeGreaterThanOrEqual(1 - 1e-9);
  });

  test('T steps of relu make products of products: He_3 needs two of them', () => {
    expect(representable(stack(recurrent('r', size('N'), 1, 'relu')), hermite(3))?.degree).toBe(3);
    // r_2 = d^2 at the first step, r_3 = r_1 r_2 = d^3 at the second.
    const asked = study(stack(recurrent('r', size('N'), 2, 'relu')), hermite(3), { N: 4096, d: 64 });
    expect(found(asked, 'lazy').energy.toString()).toBe('d^3');
  });

  test('as scales it does what T layers of its own do, and no better', () => {
    fc.assert(
      fc.property(
        activations,
        fc.integer({ min: 2, max: 3 }),
        smallTargets,
        genericSizes,
        (activation, steps, target, sizes) => {
          const tied = stack(recurrent('r', size('N1'), steps, activation));
          const free = stack(
            ...Array.from({ length: steps }, (_, index) => dense(`h${index}`, size('N1'), activation)),
          );
          fc.pre(representable(tied, target) === undefined);
          const [one, other] = [tied, free].map((network) => {
            const asked = study(network, target, sizes);
            return predict(asked).winner.energy.log(asked.reference);
          });
          expect(other).toBeLessThanOrEqual((one ?? 0) + 1e-7);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is marked as a conjecture', () => {
    const asked = study(stack(recurrent('r', size('N'), 2)), hermite(3), { N: 4096, d: 64 });
    expect(predict(asked).provenance).toContainEqual(
      expect.objectContaining({ rule: 'recurrent', status: 'conjecture' }),
    );
  });

  test('counts the larger of its two matrices', () => {
    const network = stack(recurrent('r', size('N'), 8));
    expect(largestPart(network, new Map(Object.entries({ N: 4096, d: 64 }))).count.toString()).toBe('N^2');
  });
});

describe('attention as a hidden layer', () => {
  const sizes = { L: 64, H: 4, N: 64, d: 64 };
  const embedded = onTokens(dense('e', size('N'), 'linear'), attention('a', size('H')));

  test('sees r of the layer before it: r once through the values, twice through the scores', () => {
    // Embedding leans on w: r = N/beta. Scores by GFL: H D against L r^3/D.
    const { layers } = found(study(embedded, attentive, sizes), 'magnetization, gfl');
    const r = layers[0]?.outgoing.get(1) ?? Monomial.one;
    const gain = layers[1]?.parameter?.size ?? Monomial.one;
    expect(layers[1]?.outgoing.get('attentive')?.equals(size('L').times(r.power(3)).over(gain))).toBe(true);
    expect(layers[1]?.cost?.equals(size('H').times(gain))).toBe(true);
  });

  test('magnetization of embedding and scores: d^(3/2) with N ~ L ~ d and one head, against d^2', () => {
    // The one head learns its scores in full, beta2 = 1, for r^2 = d. beta d against L N/beta: beta = d^(1/2).
    const tied = onTokens(dense('e', size('d'), 'linear'), attention('a', Monomial.one));
    const network: Network = { ...tied, input: { kind: 'tokens', length: size('d'), dimension: size('d') } };
    const pattern = found(study(network, attentive, { d: 64 }), 'magnetization, magnetization');
    expect(pattern.energy.toString()).toBe('d^(3/2)');
    expect(parameter(pattern, 'e')).toBe('sqrt(d)');
  });

  test('a later layer acts on the attentive feature as on any degree', () => {
    // Behind attention r_a is lazily L d^3; a layer leaning on it: beta L d^3 against N/beta, sqrt(N L d^3).
    const network = onTokens(attention('a', size('H')), dense('h', size('N')));
    const asked = study(network, attentive, { L: 4, H: 1e6, N: 1e7, d: 4 });
    expect(found(asked, 'lazy, magnetization').energy.toString()).toBe('sqrt(L*N*d^3)');
    expect(found(asked, 'lazy, specialization').energy.toString()).toBe('sqrt(L*N*d^3)');
  });

  test('nothing but attention builds it, and an even activation does not pass it', () => {
    expect(representable(onTokens(dense('h', size('N'))), attentive)?.message).toMatch(/no attention layer/);
    const lost = onTokens(attention('a', size('H')), dense('h', size('N'), 'quadratic'));
    expect(representable(lost, attentive)?.degree).toBe('attentive');
  });
});

describe('transformer blocks', () => {
  const blocks = (layers: readonly Layer[]): Network => onTokens(...layers.flatMap(partsOf));
  const sizes = { L: 64, H: 4, N: 4096, d: 64 };

  test('are residual attention and then a residual dense layer', () => {
    const asked = study(blocks([block('t', size('H'), size('N'))]), attentiveWith(1), sizes);
    const by = study(
      onTokens(
        { ...attention('t.attention', size('H'), true), block: 't' },
        { ...dense('t.dense', size('N'), 'gelu', true), block: 't' },
      ),
      attentiveWith(1),
      sizes,
    );
    expect(essence(predict(asked))).toEqual(essence(predict(by)));
    expect(predict(asked).winner.layers.map(({ layer }) => layer)).toEqual(['t.attention', 't.dense']);
  });

  test('with an attention that is not used they are residual dense layers', () => {
    fc.assert(
      fc.property(activations, activations, smallTargets, genericSizes, (first, second, target, reference) => {
        const unused = blocks([block('a', size('N3'), size('N1'), first), block('b', size('N3'), size('N2'), second)]);
        const plain = onTokens(dense('a', size('N1'), first, true), dense('b', size('N2'), second, true));
        fc.pre(representable(plain, target) === undefined);
        const [one, other] = [unused, plain].map((network) => predict(study(network, target, { ...reference, L: 30 })));
        expect(one?.winner.energy.equals(other?.winner.energy ?? Monomial.one)).toBe(true);
        const acting = (each: Prediction | undefined) =>
          each?.winner.layers
            .filter(({ pattern }) => pattern !== 'lazy')
            .map(({ parameter: own }) => own?.size.toString());
        expect(acting(one)).toEqual(acting(other));
      }),
      { numRuns: 60 },
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
    expect(advice.kind === 'advice' && advice.energy.toString()).toBe('d');
  });
});
