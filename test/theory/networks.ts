import fc from 'fast-check';
import {
  Monomial,
  type ActivationName,
  type Layer,
  type Network,
  type Output,
  type Study,
  type Target,
} from '../../theory/index.js';

/** A size by name, to a power. */
export const size = (name: string, power: number | string = 1): Monomial => Monomial.size(name).power(power);

export const dense = (name: string, width: Monomial, activation: ActivationName = 'erf', residual = false): Layer => ({
  name,
  kind: 'dense',
  residual,
  sizes: { width },
  activation,
});

/** X experts of `width` units, of which `active` see an input. */
export const experts = (
  name: string,
  width: Monomial,
  count: Monomial,
  active: Monomial,
  activation: ActivationName = 'erf',
): Layer => ({
  ...dense(name, width, activation),
  sizes: { width, experts: count, active },
});

export const norm = (name: string): Layer => ({ name, kind: 'norm', residual: false, sizes: {} });

export const recurrent = (name: string, width: Monomial, steps: number, activation: ActivationName = 'erf'): Layer => ({
  name,
  kind: 'recurrent',
  residual: false,
  sizes: { width, steps: Monomial.constant(steps) },
  activation,
});

export const attention = (name: string, heads: Monomial, residual = false): Layer => ({
  name,
  kind: 'attention',
  residual,
  sizes: { heads },
  scores: { form: 'bilinear' },
});

/** A transformer block as the language has it; a study holds its parts. */
export const block = (name: string, heads: Monomial, width: Monomial, activation: ActivationName = 'gelu'): Layer => ({
  name,
  kind: 'block',
  residual: false,
  sizes: { heads, width },
  activation,
  scores: { form: 'bilinear' },
});

export const hermite = (...degrees: number[]): Target => ({
  name: 'y',
  kind: 'hermite',
  terms: degrees.map((degree) => ({ degree, coefficient: 1 })),
  directions: Monomial.one,
});

export const attentive: Target = { name: 'y', kind: 'attentive', degree: 3 };

/** A mixture of products of Hermite polynomials, each given by its degrees along directions. */
export const mixture = (...products: Record<string, number>[]): Target => ({
  name: 'y',
  kind: 'mixture',
  terms: products.map((degrees) => ({
    component: {
      kind: 'hermite',
      factors: Object.entries(degrees).map(([direction, degree]) => ({ direction, degree })),
    },
    coefficient: 1,
  })),
});

/** The attention target with He_n of the query, for each degree. */
export const attentiveWith = (...degrees: number[]): Target => {
  const others = mixture(...degrees.map((degree) => ({ w: degree })));
  const terms = others.kind === 'mixture' ? others.terms : [];
  return {
    name: 'y',
    kind: 'mixture',
    terms: [{ component: { kind: 'attentive', degree: 3 }, coefficient: 1 }, ...terms],
  };
};

export const linear: Output = { kind: 'linear', scaling: 'standard' };

/** A stack on gaussian(d). */
export const stack = (...layers: Layer[]): Network => ({
  name: 'Stack',
  input: { kind: 'gaussian', dimension: size('d') },
  layers,
  output: linear,
});

/** A stack on tokens(L, d). */
export const onTokens = (...layers: Layer[]): Network => ({
  ...stack(...layers),
  input: { kind: 'tokens', length: size('L'), dimension: size('d') },
});

/** The same network on data of variance s along the target. */
export const withSignal = (network: Network, signal: Monomial): Network => ({
  ...network,
  input: { kind: 'gaussian', dimension: size('d'), signal },
});

export const study = (network: Network, target: Target, reference: Record<string, number>): Study => ({
  name: 'S',
  network,
  target,
  ridge: Monomial.one,
  reference: new Map(Object.entries(reference)),
});

/** Exponents as fractions in text, as the contract prints them. */
export const exponents = (monomial: Monomial): Record<string, string> =>
  Object.fromEntries([...monomial.exponents].map(([name, exponent]) => [name, exponent.toFraction()]));

const activation = fc.constantFrom('erf', 'relu', 'linear', 'quadratic', 'tanh', 'gelu');

/** Small dense networks of one to `depth` layers over the sizes N1, N2, ..., some of them residual. */
export const smallNetworks = (depth: number): fc.Arbitrary<Network> =>
  fc
    .array(fc.record({ activation, residual: fc.boolean() }), { minLength: 1, maxLength: depth })
    .map((layers) =>
      stack(
        ...layers.map((layer, index) =>
          dense(`h${index + 1}`, size(`N${index + 1}`), layer.activation, layer.residual),
        ),
      ),
    );

/** Reference sizes between 2 and a million, generic: no two energies are equal by accident. */
export const genericSizes: fc.Arbitrary<Record<string, number>> = fc
  .tuple(...['d', 'N1', 'N2', 'N3'].map(() => fc.double({ min: 1, max: 20, noNaN: true })))
  .map((logs) => Object.fromEntries(['d', 'N1', 'N2', 'N3'].map((name, index) => [name, 2 ** (logs[index] ?? 1)])));

/** Targets of one or two degrees up to 4. */
export const smallTargets: fc.Arbitrary<Target> = fc
  .uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 })
  .map((degrees) => hermite(...degrees));

/** Networks of one or two layers of every kind that stands on gaussian(d), with or without a signal. */
export const networksOfEveryKind: fc.Arbitrary<Network> = fc
  .tuple(
    fc.array(
      fc.tuple(
        activation,
        fc.constantFrom('dense', 'residual', 'experts', 'norm', 'recurrent'),
        fc.integer({ min: 1, max: 4 }),
      ),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
    fc.boolean(),
  )
  .map(([layers, isSpiked]) => {
    const network = stack(
      ...layers.map(([name, kind, count], index) => layerOf(kind, `h${index + 1}`, size(`N${index + 1}`), name, count)),
    );
    return isSpiked ? withSignal(network, size('d', '1/3')) : network;
  });

function layerOf(kind: string, name: string, width: Monomial, activation: ActivationName, count: number): Layer {
  if (kind === 'experts') return experts(name, width, size('N3'), size('N3', `1/${count}`), activation);
  if (kind === 'recurrent') return recurrent(name, width, count, activation);
  return kind === 'norm' ? norm(name) : dense(name, width, activation, kind === 'residual');
}

/** Networks on tokens of up to three layers, attention among them. */
export const networksOnTokens: fc.Arbitrary<Network> = fc
  .array(fc.tuple(fc.constantFrom('attention', 'residual attention', 'dense', 'residual', 'norm'), activation), {
    minLength: 1,
    maxLength: 3,
  })
  .filter((layers) => layers.some(([kind]) => kind.endsWith('attention')))
  .map((layers) =>
    onTokens(
      ...layers.map(([kind, name], index) =>
        kind.endsWith('attention')
          ? attention(`h${index + 1}`, size('N3'), kind.startsWith('residual'))
          : layerOf(kind, `h${index + 1}`, size(`N${Math.min(index + 1, 2)}`), name, 1),
      ),
    ),
  );
