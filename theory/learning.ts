import Fraction from 'fraction.js';
import type { Monomial, ReferenceSizes } from './monomial.js';
import { predict } from './predict.js';
import type { Prediction } from './prediction.js';
import { ruleOf, type Rule } from './rules.js';
import { AlignmentEnergy } from './solving/alignment.js';
import type { Feature, Study, Target } from './study.js';
import { targetComponents, type TargetComponent } from './target.js';

/**
 * One law of a learning curve: alpha = alignment * (P/samples)^exponent for P below `samples`, down to the samples of the
 * next segment.
 */
export interface LearningSegment {
  /** The pattern that reaches these alignments. */
  readonly pattern: string;
  /** The alignment at its upper end. */
  readonly alignment: Monomial;
  /** kappa E there. */
  readonly samples: Monomial;
  /**
   * 1/(2 lambda_y), at least 1/2. Undefined where a bound holds the energy (M = 1): then the alignment jumps at `samples`
   * from that of the next segment, or from 0, to `alignment`.
   */
  readonly exponent: Fraction | undefined;
}

/** A component of a target, as if it were learned alone. */
export interface LearnedComponent {
  readonly feature: Feature;
  /** `He_3`, `He_1(u)·He_2(v)`, `He_3(p)` or `attentive`. */
  readonly name: string;
  /** Its share of <y,y>: c_n^2 over the sum of squares, He_n of unit norm. */
  readonly weight: number;
  /** The pattern that wins at full alignment. */
  readonly pattern: string;
  /** E_n at full alignment. */
  readonly energy: Monomial;
  /** P*_n = kappa E_n. */
  readonly samples: Monomial;
  /** Exponent of P in the alignment just below P*_n, as in the first segment. */
  readonly exponent: Fraction | undefined;
  /** The whole curve from full alignment down. Computed when first asked for. */
  readonly segments: readonly LearningSegment[];
}

/** What is learned when. */
export interface Learning {
  /** In the order in which they are learned: by P*_n at the reference sizes, then by degree. */
  readonly components: readonly LearnedComponent[];
  /** The target as a whole: at least its costliest component, since patterns paid for one degree can serve others. */
  readonly whole: { readonly energy: Monomial; readonly samples: Monomial };
  /** True when the whole costs no more than its costliest component. */
  readonly isSharedPrice: boolean;
  readonly provenance: readonly Rule[];
}

/**
 * The learning curves of a study, component by component (theory, "Learning curves"; derived).
 * @param prediction of the same study, where there is one already.
 * @throws RangeError when the target is not representable.
 */
export function learning(study: Study, prediction: Prediction = predict(study)): Learning {
  const parts = targetComponents(study.target);
  const components = parts
    .map((part) => {
      const alone = { ...study, target: part.target };
      return component(alone, parts.length === 1 ? prediction : predict(alone, study.target), part, study.target);
    })
    .sort((one, other) => one.samples.log(study.reference) - other.samples.log(study.reference));
  const energy = prediction.winner.energy;
  const costliest = Math.max(...components.map((one) => one.energy.log(study.reference)));
  return {
    components,
    whole: { energy, samples: prediction.sampleScale },
    isSharedPrice: energy.log(study.reference) <= costliest + 1e-9,
    provenance: [ruleOf('partial-alignment'), ruleOf('learning-curve')],
  };
}

/**
 * The component through which alignment 1 is reached first: the published event A >= 1 costs no more than it. It says nothing of the other
 * components.
 * @returns undefined for a target of one component.
 */
export function firstComponent({ components }: Learning): LearnedComponent | undefined {
  return components.length > 1 ? components[0] : undefined;
}

/**
 * The alignment that samples reach: alpha(P) = min(1, ...), 0 where nothing is reached.
 * @param samples P.
 */
export function alignmentAt({ segments }: LearnedComponent, samples: number, reference: ReferenceSizes): number {
  if (samples <= 0) return 0;
  const needed = Math.log(samples);
  for (const [index, segment] of segments.entries()) {
    const top = segment.alignment.value(reference);
    const excess = needed - segment.samples.log(reference);
    if (excess >= -1e-12) return top;
    const next = segments[index + 1];
    if (!segment.exponent || (next && needed <= next.samples.log(reference))) continue;
    return top * Math.exp(excess * segment.exponent.valueOf());
  }
  return 0;
}

/** The samples, kappa E(alpha), that an alignment between 0 and 1 needs. */
export function samplesFor({ segments }: LearnedComponent, alignment: number, reference: ReferenceSizes): number {
  const holding = segments.findLast((segment) => segment.alignment.value(reference) >= alignment) ?? segments[0];
  if (!holding) return 0;
  const samples = holding.samples.value(reference);
  if (!holding.exponent) return samples;
  return samples * (alignment / holding.alignment.value(reference)) ** (1 / holding.exponent.valueOf());
}

/** The mean squared error is at least this, in units of <y,y>: sum over components of weight (1 - alpha)^2. */
export function leastError({ components }: Learning, samples: number, reference: ReferenceSizes): number {
  return components.reduce((sum, one) => sum + one.weight * (1 - alignmentAt(one, samples, reference)) ** 2, 0);
}

function component(
  study: Study,
  { winner, sampleScale }: Prediction,
  { feature, name, weight }: TargetComponent,
  whole: Target,
): LearnedComponent {
  const curve = new AlignmentEnergy(study, winner.name, whole);
  const { power } = curve.full;
  let segments: readonly LearningSegment[] | undefined;
  return {
    feature,
    name,
    weight,
    pattern: winner.name,
    energy: winner.energy,
    samples: sampleScale,
    exponent: inverse(power),
    get segments() {
      return (segments ??= curve.pieces().map((piece) => ({
        pattern: piece.pattern,
        alignment: piece.top,
        samples: study.ridge.times(piece.factor).times(piece.top.power(piece.power)),
        exponent: inverse(piece.power),
      })));
    },
  };
}

function inverse(power: Fraction): Fraction | undefined {
  return power.equals(0) ? undefined : new Fraction(1).div(power);
}
