import { describe, expect, test } from 'vitest';
import { words } from '../../../present/words/words.js';
import { advise } from '../../../theory/advice/advice.js';
import type { Advice, AdviceRequest } from '../../../theory/advice/answer.js';
import { Monomial, predict, type Network } from '../../../theory/index.js';
import { withSizes } from '../../../theory/advice/sizes-put-in.js';
import { attentive, dense, hermite, linear, size, stack, study } from '../networks.js';

const oneLayer = study(stack(dense('h', size('N'))), hermite(3), { N: 4096, d: 64 });
const threeLayers = study(stack(dense('h1', size('N1')), dense('h2', size('N2'))), hermite(3), {
  N1: 4096,
  N2: 256,
  d: 64,
});

function advised(request: AdviceRequest): Advice {
  const advice = advise(request);
  if (advice.kind === 'none') throw new Error(words(advice.reason));
  return advice;
}

/** Why there is no advice, in words. */
function refused(request: AdviceRequest): string {
  const advice = advise(request);
  if (advice.kind !== 'none') throw new Error('there is advice');
  return words(advice.reason);
}

const sizesOf = ({ sizes }: Advice): Record<string, string> =>
  Object.fromEntries([...sizes].map(([name, size]) => [name, size.toString()]));

describe('the least P*', () => {
  test('of one layer is d, at some N <= d', () => {
    // Specialised: sqrt(N d), but no less than one unit, d. Amplified: (N d)^(3/4), below d for N < d^(1/3), where a unit is
    // large along the target and does not point at it.
    const advice = advised({ study: oneLayer, free: ['N'] });
    expect(advice.energy.toString()).toBe('d');
    expect(sizesOf(advice)).toEqual({ N: 'd^(1/3)' });
    expect(advice.why.map(words)).toContain(
      'N alone can lie anywhere from 1 to d = 64, and a small error needs as many samples.',
    );
  });

  test('of three layers is d, at N1 = N2 = d', () => {
    // All that learns features costs d there. Smaller networks: with N1 N2 < d^2 amplification and specialization cost
    // (N1 N2 d)^(1/3) < d. Of N1 N2 >= d^2 and N1 >= d the parameters max(d N1, N1 N2) are at least d^2.
    const advice = advised({ study: threeLayers, free: ['N1', 'N2'] });
    expect(advice.energy.toString()).toBe('d');
    expect(sizesOf(advice)).toEqual({ N1: 'd', N2: 'd' });
    expect(advice.parameters.toString()).toBe('d^2');
  });

  test('is what a prediction says of the advised sizes', () => {
    for (const asked of [oneLayer, threeLayers]) {
      const free = [...asked.reference.keys()].filter((name) => name !== 'd');
      const advice = advised({ study: asked, free });
      const { winner } = predict(withSizes(asked, advice.sizes));
      expect(winner.energy.equals(advice.energy)).toBe(true);
      expect(winner.layers.map(({ pattern }) => pattern)).toEqual(advice.pattern);
    }
  });

  test('with one of two widths free', () => {
    // N2 = 256 stays. N1 <= d makes the first layer cost d; N1 >= d^2/N2 keeps (N1 N2 d)^(1/3) from falling below.
    const advice = advised({ study: threeLayers, free: ['N1'] });
    expect(advice.energy.toString()).toBe('d');
    expect(sizesOf(advice)).toEqual({ N1: 'd^2/N2' });
  });

  describe('of a convolution', () => {
    const patches: Network = {
      name: 'Patches',
      input: { kind: 'patches', count: size('n'), size: size('S') },
      layers: [{ name: 'c', kind: 'conv', residual: false, sizes: { channels: size('C') }, activation: 'linear' }],
      output: { kind: 'flatten', scaling: 'standard' },
    };

    test('with more patches than numbers in one is n, one weight for each, up to n/S channels', () => {
      // C D against n S/D with D <= S: at D = S the readout pays n, and the channels C S <= n.
      const advice = advised({ study: study(patches, hermite(1), { n: 256, S: 64, C: 8 }), free: ['C'] });
      expect(sizesOf(advice)).toEqual({ C: '1' });
      expect(advice.energy.toString()).toBe('n');
      expect(advice.why.map(words)).toContain(
        'C alone can lie anywhere from 1 to n/S = 4, and a small error needs as many samples.',
      );
    });

    test('with fewer is S, the direction in a patch: sqrt(C n S) = S at C = S/n', () => {
      const advice = advised({ study: study(patches, hermite(1), { n: 16, S: 256, C: 8 }), free: ['C'] });
      expect(sizesOf(advice)).toEqual({ C: 'S/n' });
      expect(advice.energy.toString()).toBe('S');
    });
  });

  test('of attention is sqrt(L d^3), with one head', () => {
    // H D against L d^3/D: sqrt(H L d^3), least for one head; D = sqrt(L d^3) <= d^2 for L <= d.
    const head: Network = {
      name: 'Head',
      input: { kind: 'tokens', length: size('L'), dimension: size('d') },
      layers: [
        { name: 'a', kind: 'attention', residual: false, sizes: { heads: size('H') }, scores: { form: 'bilinear' } },
      ],
      output: linear,
    };
    const advice = advised({ study: study(head, attentive, { L: 16, d: 32, H: 4 }), free: ['H'] });
    expect(sizesOf(advice)).toEqual({ H: '1' });
    expect(advice.energy.toString()).toBe('sqrt(L*d^3)');
    expect(advice.parameters.toString()).toBe('d^2');
  });

  test('of a teacher is k d: each direction has to be found', () => {
    const teacher = { ...hermite(3), directions: size('k') };
    const advice = advised({
      study: study(stack(dense('h', size('N'))), teacher, { N: 4096, d: 64, k: 4 }),
      free: ['N'],
    });
    expect(advice.energy.toString()).toBe('d*k');
  });

  test('takes the ridge with it, and counting does not fall with the ridge', () => {
    const ridge = { ...oneLayer, ridge: size('d', -1) };
    const advice = advised({ study: ridge, free: ['N'] });
    expect(advice.sampleScale.isOne).toBe(true);
    expect(advice.energy.toString()).toBe('d');
    expect(advice.fit).toMatchObject({ rule: 'counting' });
    expect(advice.fit.samples.toString()).toBe('d');
  });

  test('of a teacher of degree 2 with k > d directions is d^2: both products of the counting bound are tried', () => {
    // min(k d, d^2) with k free from 1: k = 1 has the least; held at k = d^2 the bound is d^2.
    const teacher = { ...hermite(2), directions: size('k') };
    const asked = study(stack(dense('h', size('N'), 'relu')), teacher, { N: 4096, d: 64, k: 4096 });
    expect(advised({ study: asked, free: ['N'] }).fit.samples.toString()).toBe('d^2');
    expect(advised({ study: asked, free: ['N', 'k'] }).fit.samples.toString()).toBe('d');
  });

  test('has no end where the ridge and the effective dimension vanish with free sizes', () => {
    // Counting asks for d/s^2 = 1/d at s = d, and kappa E <= d/N^2.
    const spiked: Network = {
      ...stack(dense('h', size('N'))),
      input: { kind: 'gaussian', dimension: size('d'), signal: size('s') },
    };
    const asked = { ...study(spiked, hermite(3), { N: 4096, d: 64, s: 4 }), ridge: size('N', -2) };
    expect(refused({ study: asked, free: ['N', 'd', 's'] })).toContain('falls without end');
  });

  test('is not asked about sizes that are not the study’s', () => {
    expect(() => advise({ study: oneLayer, free: ['M'] })).toThrow(RangeError);
  });
});

describe('limits', () => {
  test('on parameters: N1 d and N1 N2 stay within the budget', () => {
    // d^(3/2) parameters: N1 <= sqrt(d). One specialised unit of the first layer still costs d.
    const budget = size('d', '3/2');
    const advice = advised({ study: threeLayers, free: ['N1', 'N2'], limits: { parameters: budget } });
    expect(advice.fit.samples.toString()).toBe('d');
    expect(advice.parameters.log(advice.reference)).toBeLessThanOrEqual(budget.log(advice.reference) + 1e-9);
  });

  test('that bind decide how wide', () => {
    // With the ridge d^2/N wide is better: P* = d^2 sqrt(N d)/N falls with N, counting asks for d^3/N, and N d <= d^3 ends it.
    const falling = { ...oneLayer, ridge: size('d', 2).over(size('N')) };
    const advice = advised({ study: falling, free: ['N'], limits: { parameters: size('d', 3) } });
    expect(sizesOf(advice)).toEqual({ N: 'd^2' });
    expect(advice.fit.samples.toString()).toBe('d^(3/2)');
  });

  test('on compute: P* times the parameters', () => {
    // One layer, N <= d: P* = d with N d parameters. Compute d^(5/2): N <= sqrt(d), and d^(1/3) is enough.
    const within = advised({ study: oneLayer, free: ['N'], limits: { compute: size('d', '5/2') } });
    expect(sizesOf(within)).toEqual({ N: 'd^(1/3)' });
    // Less than d (to find a direction) times d (one unit) is not to be had.
    expect(advise({ study: oneLayer, free: ['N'], limits: { compute: size('d', '3/2') } }).kind).toBe('none');
  });

  test('of equal sizes', () => {
    const advice = advised({ study: threeLayers, free: ['N1', 'N2'], limits: { equalSizes: true } });
    expect(sizesOf(advice)).toEqual({ N1: 'd', N2: 'd' });
  });

  test('too tight: the reason names the smallest network', () => {
    expect(refused({ study: threeLayers, free: ['N1', 'N2'], limits: { parameters: size('d', '1/2') } })).toBe(
      'No sizes keep within the limits: the smallest network has d = 64 parameters.',
    );
  });
});

describe('the smallest network for which the samples suffice', () => {
  test('is one unit a layer from d^2 samples, and wide ones learn up to d^3', () => {
    // Together: sqrt(N d) <= d^2 for N <= d^3.
    const advice = advised({ study: threeLayers, free: ['N1', 'N2'], goal: 'smallest', samples: size('d', 2) });
    expect(sizesOf(advice)).toEqual({ N1: '1', N2: '1' });
    expect(advice.learnable).toBe(true);
    expect(advice.why.map(words)).toContain(
      'N1 and N2 together can lie anywhere from 1 to d³ = 2.62e5, with P still above what a small error needs.',
    );
  });

  test('is not to be had from fewer samples than directions; then the best is named', () => {
    const advice = advised({ study: threeLayers, free: ['N1', 'N2'], goal: 'smallest', samples: size('d', '1/2') });
    expect(advice.learnable).toBe(false);
    expect(advice.energy.toString()).toBe('d');
  });

  test('is written with a whole number that suffices too', () => {
    // With the ridge d^2/N: P* = d^(5/2)/sqrt(N) <= 1002 from N = d^5/1002^2 = 1069.46 on, and 1069 is not enough.
    const falling = { ...oneLayer, ridge: size('d', 2).over(size('N')) };
    const advice = advised({ study: falling, free: ['N'], goal: 'smallest', samples: Monomial.constant(1002) });
    expect(advice.sizes.get('N')?.value(advice.reference)).toBeCloseTo(1069.4597, 4);
    expect(advice.wholeSizes.get('N')).toBe(1070);
  });

  test('needs to know the samples', () => {
    expect(advise({ study: oneLayer, free: ['N'], goal: 'smallest' }).kind).toBe('none');
  });
});

describe('the widest that learns features', () => {
  test('is N = d^5 for one layer: sqrt(N d) = d^3 there', () => {
    const advice = advised({ study: oneLayer, free: ['N'], goal: 'widest' });
    expect(sizesOf(advice)).toEqual({ N: 'd^5' });
    expect(advice.energy.toString()).toBe('d^3');
    expect(advice.pattern).toEqual(['specialization']);
  });

  test('is d^5 for both of two widths: either layer may be the one that learns', () => {
    const advice = advised({ study: threeLayers, free: ['N1', 'N2'], goal: 'widest' });
    expect(sizesOf(advice)).toEqual({ N1: 'd^5', N2: 'd^5' });
  });

  test('has no end while another layer stays narrow', () => {
    const advice = advised({ study: threeLayers, free: ['N1'], goal: 'widest' });
    expect(sizesOf(advice)).toEqual({});
    expect(advice.why.map(words)[0]).toContain('can grow without end');
  });

  test('is found for targets of high degree, which products make in very many ways', () => {
    // Lazy costs d^14 whatever the products; specialised relu units carry every even degree: sqrt(N d) = d^14 at d^27.
    const high = study(stack(dense('h', size('N'), 'relu')), hermite(14), { N: 4096, d: 64 });
    expect(sizesOf(advised({ study: high, free: ['N'], goal: 'widest' }))).toEqual({ N: 'd^27' });
  });

  test('is kept by a parameter budget', () => {
    const advice = advised({ study: oneLayer, free: ['N'], goal: 'widest', limits: { parameters: size('d', 4) } });
    expect(sizesOf(advice)).toEqual({ N: 'd^3' });
  });
});
