import fc from 'fast-check';
import { Monomial, type Layer, type Network, type Output, type Study, type Target } from '../../theory/index.js';

/** A size by name, to a power. */
export const size = (name: string, power: number | string = 1): Monomial => Monomial.size(name).power(power);

export const dense = (name: string, width: Monomial, activation = 'erf', residual = false): Layer => ({
  name,
  kind: 'dense',
  residual,
  sizes: { width },
  activation,
});

export const hermite = (...degrees: number[]): Target => ({
  name: 'y',
  kind: 'hermite',
  terms: degrees.map((degree) => ({ degree, coefficient: 1 })),
  directions: Monomial.one,
});

export const attentive: Target = { name: 'y', kind: 'attentive', degree: 3 };

export const linear: Output = { kind: 'linear', scaling: 'standard' };

/** A stack on gaussian(d). */
export const stack = (...layers: Layer[]): Network => ({
  name: 'Stack',
  input: { kind: 'gaussian', dimension: size('d') },
  layers,
  output: linear,
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
