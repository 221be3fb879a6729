import { t } from '@vscode/l10n';
import type { Layer } from './study.js';

/** Which symmetry a function has: it decides which Hermite degrees it contains. */
export type Parity = 'odd' | 'even' | 'neither';

/** An activation function, as the heuristic and the validation see it. */
export interface Activation {
  readonly name: string;
  readonly parity: Parity;
  /** True when the Hermite expansion has a term of this degree (degree >= 1). */
  responds(degree: number): boolean;
  /** The support S in words, for hovers: `every odd degree`. */
  support(): string;
  /** True when its values have a largest size: more of what fills a unit then drowns the feature. */
  readonly isBounded: boolean;
  /** The function itself. */
  readonly formula: string;
}

const odd = (degree: number): boolean => degree % 2 === 1;
const firstAndEven = (degree: number): boolean => degree === 1 || degree % 2 === 0;
const everyOdd = (): string => t('every odd degree');
const oneAndEven = (): string => t('degree 1 and every even degree');

/** Activations by name; the Hermite support of each is the table of docs/theory.md, "State". */
export const activations: ReadonlyMap<string, Activation> = new Map(
  [
    { name: 'erf', parity: 'odd' as const, responds: odd, support: everyOdd, isBounded: true, formula: 'erf(z)' },
    { name: 'tanh', parity: 'odd' as const, responds: odd, support: everyOdd, isBounded: true, formula: 'tanh(z)' },
    { name: 'sin', parity: 'odd' as const, responds: odd, support: everyOdd, isBounded: true, formula: 'sin(z)' },
    {
      name: 'relu',
      parity: 'neither' as const,
      responds: firstAndEven,
      support: oneAndEven,
      isBounded: false,
      formula: 'max(z, 0)',
    },
    {
      name: 'gelu',
      parity: 'neither' as const,
      responds: firstAndEven,
      support: oneAndEven,
      isBounded: false,
      formula: 'z Φ(z)',
    },
    {
      name: 'silu',
      parity: 'neither' as const,
      responds: firstAndEven,
      support: oneAndEven,
      isBounded: false,
      formula: 'z / (1 + e⁻ᶻ)',
    },
    {
      name: 'linear',
      parity: 'odd' as const,
      responds: (degree: number) => degree === 1,
      support: () => t('degree 1'),
      isBounded: false,
      formula: 'z',
    },
    {
      name: 'quadratic',
      parity: 'even' as const,
      responds: (degree: number) => degree === 2,
      support: () => t('degree 2'),
      isBounded: false,
      formula: 'z²',
    },
  ].map((activation) => [activation.name, activation]),
);

/**
 * The activation of a layer.
 * @throws RangeError when it has none or an unknown one; the language's checks see to it that it has.
 */
export function activationOf(layer: Layer): Activation {
  const activation = activations.get(layer.activation ?? '');
  if (!activation) throw new RangeError(`layer ${layer.name} has no known activation`);
  return activation;
}
