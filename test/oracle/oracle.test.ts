import { describe, expect, it } from 'vitest';
import { information, hermite } from './algorithm.mjs';
import { energies, learningExponent, one, sizes, winners, type Study } from './energy.mjs';
import { conditions, counting, fit } from './fit.mjs';

const m = (c: number, p: Record<string, number> = {}) => ({ c, p });
const dense = (name: string, width: number, act = 'erf', more = {}) => ({
  type: 'dense',
  name,
  N: m(width),
  act,
  ...more,
});

/** A study of He_degree on gaussian(d). */
function study(d: number, layers: object[], degrees: number[] = [3], more: object = {}): Study {
  return {
    sizes: [{ name: 'd', value: d }],
    input: { type: 'gaussian', d: m(1, { d: 1 }) },
    layers,
    output: { type: 'linear' },
    target: { type: 'mix', degrees, coefficients: degrees.map(() => 1) },
    nmax: 2 * Math.max(...degrees),
    ...more,
  };
}

/** The least energy of a pattern name, or of all. */
function energy(s: Study, name?: string, options = {}): number {
  const all = energies(s, sizes(s), { ...options, ...(name ? { name: name.split(', '), used: true } : {}) });
  return all ? Math.exp(all.e) : Infinity;
}

const near = (actual: number, expected: number) => expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-6);

/** The best assignments. */
function best(s: Study, options = {}) {
  const all = energies(s, sizes(s), options);
  const found = all ? winners(all) : [];
  const [first] = found;
  if (!first) {
    throw new Error('not representable');
  }
  return { first, found };
}

/** A parameter of the best assignment of a name. */
function parameter(s: Study, name: string, key: string): number {
  const at = one(s, sizes(s), best(s, { name: name.split(', '), used: true }).first.chosen, { used: true });
  const i = at?.ctx.params.findIndex((p) => `${p.layer}.${p.name}` === key) ?? -1;
  return Math.exp(at?.x[i] ?? Number.NaN);
}

describe('the table of section 6', () => {
  it('has the energies and parameters of one hidden layer', () => {
    const s = study(64, [dense('h', 1024)]);
    near(energy(s, 'lazy'), 64 ** 3);
    near(energy(s, 'gfl'), (1024 * 64) ** 0.75);
    near(parameter(s, 'gfl', 'h.D'), (64 ** 3 / 1024) ** 0.25);
    near(energy(s, 'specialization'), 256);
    near(parameter(s, 'specialization', 'h.M'), 4);
    near(energy(study(64, [dense('h', 20)]), 'specialization'), 64);
  });

  it('has the energies of two hidden layers', () => {
    const [d, N1, N2] = [64, 8192, 1024];
    const s = study(d, [dense('a', N1), dense('b', N2)]);
    near(energy(s, 'lazy, lazy'), d ** 3);
    near(energy(s, 'lazy, specialization'), Math.sqrt(N2 * d));
    near(energy(s, 'specialization, lazy'), Math.sqrt(N1 * d));
    const narrow = study(d, [dense('a', 128), dense('b', N2)]);
    near(energy(narrow, 'specialization, magnetization'), (128 * N2 * d) ** (1 / 3));
    near(parameter(narrow, 'specialization, magnetization', 'a.M'), ((128 * N2) / d ** 2) ** (1 / 3));
    near(parameter(narrow, 'specialization, magnetization', 'b.beta'), (N2 ** 2 / (128 * d)) ** (1 / 3));
    for (const name of ['lazy, specialization', 'specialization, lazy', 'specialization, magnetization']) {
      near(energy(study(d, [dense('a', d), dense('b', d)]), name), d);
    }
  });

  it('has the crossings', () => {
    const d = 64;
    const at = (N1: number, N2: number, name: string) => energy(study(d, [dense('a', N1), dense('b', N2)]), name);
    const cross = (N1: number, N2: number, p: string, q: string) => {
      near(at(N1, N2, p), at(N1, N2, q));
      expect(at(N1 * 1.1, N2, p)).toBeLessThan(at(N1 * 1.1, N2, q) * (1 - 1e-4));
    };
    cross(Math.sqrt(4096 * d), 4096, 'lazy, specialization', 'specialization, magnetization');
    cross(256 ** 2 / d, 256, 'specialization, magnetization', 'specialization, lazy');
    cross(1024, 1024, 'lazy, specialization', 'specialization, lazy');
    const wide = (N: number) => best(study(6, [dense('a', N), dense('b', N)])).first;
    near(Math.exp(wide(6 ** 5 * 1.2).e), 6 ** 3);
    expect(Math.exp(wide(6 ** 5 / 1.2).e)).toBeLessThan(6 ** 3 * 0.99);
  });

  it('has convolution, attention and lazy stacks', () => {
    const conv = study(49, [{ type: 'conv', name: 'c', N: m(7), act: 'linear' }], [1], {
      input: { type: 'patches', n: m(7), S: m(7) },
    });
    near(energy(conv, 'gfl'), Math.sqrt(343));
    const [L, d, H] = [64, 64, 4];
    const head = study(d, [{ type: 'attention', name: 'a', H: m(H) }], [], {
      input: { type: 'tokens', L: m(L), d: m(1, { d: 1 }) },
      target: { type: 'attentive', attentive: true, degrees: [] },
      nmax: 2,
    });
    for (const name of ['gfl', 'magnetization']) {
      near(energy(head, name), Math.sqrt(H * L * d ** 3));
    }
    near(parameter(head, 'gfl', 'a.D'), Math.sqrt((L * d ** 3) / H));
    near(parameter(head, 'magnetization', 'a.beta'), Math.sqrt((H * L) / d));
    near(energy(study(5, [dense('a', 99), dense('b', 99), dense('c', 99)], [5]), 'lazy, lazy, lazy'), 5 ** 5);
  });
});

describe('corrected rules', () => {
  it('pays the free length of quadratic units', () => {
    for (const power of [2, 3]) {
      const slope =
        Math.log(
          energy(study(4096, [dense('h', 4096 ** power, 'quadratic')], [2]), 'specialization') /
            energy(study(16, [dense('h', 16 ** power, 'quadratic')], [2]), 'specialization'),
        ) / Math.log(256);
      near(slope, power === 2 ? 4 / 3 : 5 / 3);
    }
    near(energy(study(16, [dense('h', 256, 'quadratic')], [2]), 'specialization', { oldLength: true }), 16 ** 1.5);
    near(parameter(study(16, [dense('h', 4096, 'quadratic')], [2]), 'specialization', 'h.m'), 256 ** (1 / 6));
    near(energy(study(16, [dense('h', 4096, 'relu')], [2]), 'specialization'), Math.sqrt(4096 * 16));
  });

  it('never makes a lower degree by linear units', () => {
    expect(
      energy(study(8, [dense('a', 50, 'erf'), dense('b', 60, 'linear')], [1]), 'lazy, specialization'),
    ).toBeLessThan(Infinity);
    expect(energy(study(8, [dense('a', 50, 'quadratic'), dense('b', 60, 'linear')], [1]))).toBe(Infinity);
  });

  it('counts directions, signals and experts', () => {
    const log = (s: Study) => Math.exp(counting(s, sizes(s)));
    near(log(study(64, [dense('h', 9)])), 64);
    near(log(study(64, [dense('h', 9)], [3], { ridge: m(4) })), 256);
    near(log(study(64, [dense('h', 9)], [3], { ridge: m(0.01) })), 64);
    near(
      log(study(64, [dense('h', 9, 'relu')], [2], { target: { type: 'teacher', k: m(100), degrees: [2] } })),
      64 ** 2,
    );
    near(log(study(64, [dense('h', 9)], [3], { input: { type: 'gaussian', d: m(1, { d: 1 }), signal: m(4) } })), 4);
    const routed = study(64, [dense('h', 1024, 'erf', { experts: m(64), active: m(1) })]);
    near(energy(routed, 'specialization'), 64 * 256);
    const few = fit(study(64, [dense('h', 64, 'erf', { experts: m(64), active: m(32) })]));
    expect(few?.rule).toBe('experts');
    near(Math.exp(few?.samples ?? 0), 64 * 64);
  });

  it('has the shares of lazy layers', () => {
    const s = study(16, [dense('h', 128, 'relu')], [2]);
    near(conditions(s, sizes(s), [{ pattern: 'lazy' }])[0]?.share ?? 0, 0.5);
  });

  it('has the scales of hierarchical targets', () => {
    const h = (layers: object[], degree: number) =>
      study(16, layers, [], { target: { type: 'hierarchical', k: 2, m: degree } });
    near(energy(h([dense('a', 1e6, 'relu'), dense('b', 1e6, 'relu')], 1), 'lazy, lazy'), 256);
    near(energy(h([dense('a', 1e6, 'relu'), dense('b', 1e6, 'erf')], 3), 'lazy, lazy'), 16 ** 6);
    near(energy(h([dense('a', 1e6, 'relu'), dense('b', 1e4, 'erf')], 3)), Math.sqrt(1e4 * 256));
    near(energy(h([dense('a', 1e6, 'relu'), dense('b', 100, 'erf')], 3)), 256);
    near(energy(h([dense('a', 1e6, 'quadratic'), dense('b', 1e4, 'quadratic')], 2)), (1e4 * 16 ** 4) ** (1 / 3));
  });
});

describe('convolutions with windows, section 11', () => {
  const image = (layers: object[], degrees: number[], output = 'mean', t = 1): Study => ({
    sizes: [],
    windows: true,
    input: { type: 'patches', n: m(256), S: m(32), t: m(t) },
    layers,
    output: { type: output },
    target: { type: 'mix', degrees, coefficients: degrees.map(() => 1) },
    nmax: 2 * Math.max(...degrees),
  });
  const conv = (name: string, C: number, act: string, more = {}) => ({ type: 'conv', name, N: m(C), act, ...more });

  it('reads overlapping patches t/S times cheaper, once', () => {
    near(energy(image([conv('a', 1e6, 'relu')], [1]), 'lazy'), 256);
    near(energy(image([conv('a', 1e6, 'relu')], [2]), 'lazy'), 256 * 32);
    near(energy(image([conv('a', 1e6, 'relu')], [2], 'mean', 32), 'lazy'), 256 * 32 ** 2);
  });

  it('pays the window in products and behind pools', () => {
    for (const k of [1, 2]) {
      near(
        energy(
          image([conv('a', 1e6, 'linear'), conv('b', 1e6, k === 1 ? 'erf' : 'relu', { window: m(9) })], [k]),
          'lazy, lazy',
        ),
        256 * 32 ** (k - 1) * 9 ** (k - 1),
      );
    }
    near(
      energy(
        image([conv('a', 1e6, 'linear'), { type: 'pool', name: 'p', size: m(4) }, conv('b', 1e6, 'quadratic')], [2]),
        'lazy, lazy, lazy',
      ),
      256 * 32 * 4 ** 2,
    );
    near(
      energy(
        image([conv('a', 1e6, 'linear'), conv('b', 1e6, 'erf', { window: m(9), stride: m(3) })], [1], 'sum'),
        'lazy, lazy',
      ),
      3,
    );
  });
});

describe('learning and algorithms', () => {
  it('has the learning exponents of section 9', () => {
    const exponent = (s: Study, name: string) =>
      learningExponent(s, best(s, { name: name.split(', '), used: true }).found, { used: true });
    expect(exponent(study(64, [dense('h', 1024)]), 'lazy')).toBeCloseTo(1 / 2);
    expect(exponent(study(64, [dense('h', 1024)]), 'specialization')).toBeCloseTo(1);
    expect(exponent(study(64, [dense('a', 128), dense('b', 1024)]), 'specialization, magnetization')).toBeCloseTo(
      3 / 2,
    );
  });

  it('has the constants of section 8', () => {
    expect(1 / information((z) => hermite(3, z), false)).toBeCloseTo(1.5, 2);
    expect(1 / information((z) => Math.sin(3 * z), false, 800)).toBeCloseTo(450, -1);
  });
});
