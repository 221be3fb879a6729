import { algorithmic } from '../../theory/index.js';
import type { Study } from '../../theory/index.js';
import type { Monomial } from '../../theory/monomial.js';
import type { AlgorithmRate, OptimiserName } from '../plan.js';
import type { SizedStudy } from '../training/plan/range.js';

/** Which known rate an optimiser's exponent is compared with. Adaptive steps have none. */
export const comparedWith: Readonly<Record<OptimiserName, AlgorithmRate['name'] | undefined>> = {
  gd: 'reused',
  sgd: 'reused',
  onepass: 'onePass',
  adam: undefined,
  adamw: undefined,
};

/**
 * The numbers of samples of known algorithms at each size of a sweep (theory, "Beside the heuristic").
 * @returns undefined where none are known for the study's data and target.
 */
export function algorithmRates(
  study: Study,
  variable: string,
  sizes: readonly SizedStudy[],
): readonly AlgorithmRate[] | undefined {
  const known = algorithmic(study);
  if (!known) return undefined;
  const rate = (name: AlgorithmRate['name'], samples: Monomial, constant = 1): AlgorithmRate => {
    const exponent = samples.exponentOf(variable);
    return {
      name,
      exponent: exponent.toFraction(),
      slope: exponent.valueOf(),
      samples: sizes.map((sized) => constant * samples.value(sized.study.reference)),
    };
  };
  return [
    { ...rate('onePass', known.onePass), ...(known.upToLogarithm ? { upToLogarithm: true } : {}) },
    rate('reused', known.reused.samples, known.reused.constant),
    rate('kernel', known.kernel),
  ];
}

/** A factor of the learning rate at a size. */
export type Slowing = (sized: SizedStudy) => number;

/**
 * How the learning rate of one pass falls with size beyond its unit: as the root of d over the samples that it needs (published: Ben Arous,
 * Gheissari, Jagannath, arXiv:2003.10409, steps of delta/d with delta^2 P/d of order one). Other optimisers, and data or targets for which no rate
 * is known: 1.
 * @returns the factor at a size, over that at another one.
 */
export function slowingOf(study: Study, optimiser: OptimiserName, smallest: SizedStudy): Slowing {
  const known = algorithmic(study);
  if (!known || optimiser !== 'onepass') return () => 1;
  const excess = ({ study: { reference } }: SizedStudy): number =>
    known.onePass.value(reference) / known.reused.samples.value(reference);
  return (sized) => Math.sqrt(excess(smallest) / excess(sized));
}
