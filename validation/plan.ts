import type * as ast from '../language/generated/ast.js';
import { Monomial } from '../theory/index.js';
import type { Feature, Network, Pattern, PatternName, ReferenceSizes, Target } from '../theory/index.js';
import type { MessageOrText } from './messages.js';
import type { ValidationResult } from './result.js';

export type Level = ValidationResult['level'];
/** What trains at the level descent: the words of the language. */
export type OptimiserName = ast.OptimiserSetting['value'];
export type Preset = 'quick' | 'full';

/** The values that one size takes while the others follow it or stay. */
export interface Sweep {
  readonly variable: string;
  readonly values: readonly number[];
}

/** A value of the theory with each of its monomials replaced by the number that it is at given sizes. */
export type Numeric<T> = T extends Monomial
  ? number
  : T extends readonly (infer Item)[]
    ? readonly Numeric<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Numeric<T[Key]> }
      : T;

/** A network and its data with their sizes as numbers; relations can give fractions. */
export type PlannedNetwork = Numeric<Network>;
/** What is to be learned, with its sizes as numbers. */
export type PlannedTarget = Numeric<Target>;

/** How a point is measured: what an engine must be able to do. A new way is a new member, and a file for each engine that knows it. */
export type Method =
  | OverlapsMethod
  | LayersMethod
  | HeadsMethod
  | EmbeddedHeadsMethod
  | ComponentsMethod
  | DrawnMethod
  | LangevinMethod
  | DescentMethod
  | EstimateMethod;

/** Langevin chains on the posterior of a data set of `sampling.samples` samples, from both sides of the transition. */
export interface LangevinMethod {
  readonly kind: 'langevin';
  /** What is sampled: all the weights, or those of the hidden layers, with the readout's integrated out exactly. */
  readonly readout: 'integrated' | 'sampled';
  /** gamma, in units of one over time. */
  readonly friction: number;
  /** How often each chain is looked at, evenly, in the steps that are planned for it. */
  readonly draws: number;
  /** How often the chains of a point that have not mixed may be run on for as long as they were run. */
  readonly doublings: number;
  /** The share of the draws that is left out at the beginning. */
  readonly burnIn: number;
  /** Chains a point by where they start: weights from the prior, or moved onto the predicted pattern. */
  readonly chains: { readonly prior: number; readonly informed: number };
  /** Inputs, other than the samples, on which the alignment is taken. */
  readonly freshInputs: number;
  /** The alignment at which a study counts as learned. */
  readonly threshold: number;
  /** What varies at each size, where it is not the number of samples. */
  readonly scan?: 'ridge';
  /** The degree of the component whose alignment is measured; that of the whole target where there is none. */
  readonly component?: Feature;
}

/** The number of samples by the lowest state at equilibrium, without training. */
export interface EstimateMethod {
  readonly kind: 'estimate';
  /** The alignment at which a study counts as learned. */
  readonly threshold: number;
}

/** Networks trained by an ordinary optimiser from the prior, on data sets of `sampling.samples` samples. */
export interface DescentMethod {
  readonly kind: 'descent';
  readonly optimiser: OptimiserName;
  /** Samples a step; all that are trained on where it is missing. */
  readonly batch?: number;
  /** How often each training sample is used at most. */
  readonly epochs: number;
  /** The share of the P samples that is held out, to stop early; 0 where each sample is used once. */
  readonly heldOut: number;
  /** How often the error on the held-out samples is taken, evenly, in the steps that are planned. */
  readonly looks: number;
  /** After so many looks without a lower error training stops. The weights with the lowest error are kept. */
  readonly patience: number;
  /** How often a run that diverges is begun again with half the learning rate. */
  readonly halvings: number;
  /** Inputs, other than the samples, on which alignment and error are taken. */
  readonly freshInputs: number;
  /** The alignment at which a study counts as learned. */
  readonly threshold: number;
  /** The learning rate in units of `rateUnit`, as the sweep at the smallest size found it. */
  readonly share: number;
  /** The numbers of samples of known algorithms at each value of the swept size; missing where none are known for such data and target. */
  readonly algorithms?: readonly AlgorithmRate[];
  /** The one of them that the measured exponent is compared with; missing where none is known for the optimiser. */
  readonly comparedWith?: AlgorithmRate['name'];
  /** P* at equilibrium by an estimate, at each value of the swept size; missing where there is no estimate. */
  readonly equilibrium?: readonly number[];
}

/** How many samples a known algorithm needs. */
export interface AlgorithmRate {
  readonly name: 'onePass' | 'reused' | 'kernel';
  /** In the swept size, an exact fraction; `slope` is the same as a number. */
  readonly exponent: string;
  readonly slope: number;
  /** True where a logarithm of the dimension is left out. */
  readonly upToLogarithm?: true;
  /** At each value of the swept size; a scale, but for `reused`, whose constant is in it where it is known. */
  readonly samples: readonly number[];
}

/** The ridges between which a scan goes, in the sizes of the study. */
export interface RidgeScan {
  readonly from: Monomial;
  readonly to: Monomial;
}

/** What the chains, or the descent, of one point need. */
export interface Sampling {
  /** P, a whole number. */
  readonly samples: number;
  /** kappa */
  readonly ridge: number;
  /** s, the standard deviation of the noise in the labels of the samples, in units of the target's; none where it is missing. */
  readonly noise?: number;
  /** h, in units of time, for unit-variance weights and unit masses; of descent the learning rate. */
  readonly step: number;
  readonly steps: number;
}

/** Where an informed chain starts: for each layer the pattern that its weights are moved onto, and the feature along which; of a specialised layer as many units for each direction. */
export type LayerStart =
  | { readonly pattern: 'lazy' }
  | {
      readonly pattern: 'specialization';
      readonly degree: Feature;
      readonly units: number;
      /** m, where a unit is longer along the feature than those of a bounded activation. */
      readonly length?: number;
    }
  | { readonly pattern: 'gfl'; readonly degree: Feature; readonly gain: number }
  | { readonly pattern: 'magnetization'; readonly degree: Feature; readonly shift: number };

/** The saddle of the energy of a two-layer network's hidden weights, reduced to their overlaps with w* by quadrature. */
export interface OverlapsMethod {
  readonly kind: 'overlaps';
}

/** The saddle of the energy over the states of all layers of a stack of units. */
export interface LayersMethod {
  readonly kind: 'layers';
  /** The patterns from which the search starts, for each layer one; it starts from the prior as well. */
  readonly starts: readonly (readonly PatternName[])[];
}

/** The saddle of the energy over the scores of one attention layer. */
export interface HeadsMethod {
  readonly kind: 'heads';
}

/** The saddle of the energy over a linear layer on every token and the scores of one attention layer behind it. */
export interface EmbeddedHeadsMethod {
  readonly kind: 'embedded-heads';
}

/** The saddle of the energy of one dense layer at full alignment with each of several components. */
export interface ComponentsMethod {
  readonly kind: 'components';
}

/** The lowest energy over the states of all layers of networks that are drawn in them. */
export interface DrawnMethod {
  readonly kind: 'drawn';
  /** The patterns from which the search starts, with the features on which layers act. */
  readonly starts: readonly (readonly { readonly pattern: PatternName; readonly degree: Feature }[])[];
}

/** A point to be measured. */
export interface PlannedPoint {
  /** The free sizes, by name. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly seed: number;
  readonly network: PlannedNetwork;
  readonly target: PlannedTarget;
  /** The heuristic's E there, or its P* = kappa E for the method estimate. */
  readonly predicted: number;
  /** For the methods langevin and descent. */
  readonly sampling?: Sampling;
  /** For the method estimate: kappa, and the standard deviation of label noise. */
  readonly data?: { readonly ridge: number; readonly noise?: number };
  /** For the method langevin, when it has informed chains. */
  readonly informed?: readonly LayerStart[];
}

/** P* at a value of the swept size, by the estimate (validation/estimate). */
export interface EstimatedSize {
  readonly size: number;
  readonly samples: number;
}

/** A size at which the estimate's exponent is compared with the heuristic's: what an estimate is made of. */
export interface LargerSize extends Pick<PlannedPoint, 'network' | 'target'> {
  readonly size: number;
  readonly ridge: number;
  readonly noise?: number;
  readonly threshold: number;
}

/** What a training run is compared with on its way to the heuristic. */
export interface BridgePlan {
  /** At the values of the sweep; empty where there is no estimate. */
  readonly estimates: readonly EstimatedSize[];
  /** Why there is none, in a sentence. */
  readonly refused?: string;
  /** Beyond the sweep, ascending. */
  readonly larger: readonly LargerSize[];
  /** True where the sizes end because another pattern is predicted beyond. */
  readonly isBounded: boolean;
}

/** All that an engine needs to run, and run again: pure data, the same in a file as in memory. */
export interface Plan {
  readonly format: 2;
  readonly study: string;
  readonly level: Level;
  readonly preset: Preset;
  readonly method: Method;
  readonly sweep: Sweep;
  readonly points: readonly PlannedPoint[];
  readonly predicted: ValidationResult['predicted'] & {
    /** The names under which the pattern may be seen: patterns whose energies scale alike look alike. */
    readonly seenAs: readonly string[];
  };
  readonly confidence: number;
  /** The size above which the lowest state shows another pattern, when that is known: the sweep ends before it. */
  readonly leftAbove?: number;
  /** What whoever reads the result must know of the choice of sizes, in sentences. */
  readonly notes: readonly string[];
  /** What was asked for: the same question in the same folder goes on with this plan. */
  readonly asked?: string;
  /** A checksum of all else, so that a plan whose file was damaged is made anew. */
  readonly mark?: number;
  /** Time that a run may take, in seconds: it ends there with what it has. Missing where it goes on to its end. */
  readonly seconds?: number;
  /** Of a training run that varies the samples; plans of older versions have none. */
  readonly bridge?: BridgePlan;
}

/** A plan as a level makes it, before its notes are put into words: `planFor` words them. */
export interface UnwordedPlan extends Omit<Plan, 'notes' | 'bridge'> {
  readonly notes: readonly MessageOrText[];
  readonly bridge?: Omit<BridgePlan, 'refused'> & { readonly refused?: MessageOrText };
}

/** What can be asked of a plan. Whatever is left out is chosen, and a note says how where that matters. */
export interface PlanOptions {
  readonly level?: Level;
  readonly preset?: Preset;
  /** Sweeps this size over these values instead of the range chosen. */
  readonly sweep?: Sweep;
  /** The size to sweep, when no values are given. */
  readonly variable?: string;
  /** The least and the largest value of `variable`; the values between are chosen. Needs `variable`. */
  readonly range?: { readonly from: number; readonly to: number };
  /** How many values the swept size takes, at least three. */
  readonly points?: number;
  /** How many seeds each value is measured with: 1, 2, ... */
  readonly seeds?: number;
  /** Levels training and descent: the numbers of samples P at each value, in the sizes of the study. */
  readonly samples?: readonly Monomial[];
  /** Training level: the ridge is varied at each size instead of the number of samples, which is the study's. */
  readonly scan?: RidgeScan;
  /** Levels training and descent: P*(d) is where the mean alignment crosses it, between 0 and 1. */
  readonly threshold?: number;
  /** Level descent: what trains, sgd where it is left out. */
  readonly optimiser?: OptimiserName;
  /** Told of each size at which the lowest state is looked for while the range of a sweep is chosen: that can take minutes. */
  readonly onLook?: (variable: string, value: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * What a plan and its result say of the prediction that is measured.
 * @param measured what grows with the predicted exponent, where that is not the energy.
 */
export function predictedBy(
  { energy, name }: Pattern,
  variable: string,
  measured = energy,
): ValidationResult['predicted'] {
  const exponent = measured.exponentOf(variable);
  return { exponent: exponent.toFraction(), slope: exponent.valueOf(), energy: energy.toString(), pattern: name };
}

/** Puts numbers in the place of all monomials, at the given free sizes. */
export function numericAt<T>(value: T, reference: ReferenceSizes): Numeric<T> {
  const at = (part: unknown): unknown => {
    if (part instanceof Monomial) return part.value(reference);
    if (Array.isArray(part)) return part.map(at);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, at(inner)]));
  };
  return at(value) as Numeric<T>;
}

/** A plan as it is kept for its question. */
export function keptPlan(plan: Plan, asked: string): Plan {
  const kept = { ...plan, asked };
  return { ...kept, mark: checksum(JSON.stringify(kept)) };
}

/** What a plan's file holds, where it is a plan that was made for the same question, and undamaged. */
export function planOfQuestion(content: unknown, asked: string): Plan | undefined {
  if (typeof content !== 'object' || content === null) return undefined;
  const { mark, ...plan } = content as Partial<Plan>;
  const isKept = plan.asked === asked && plan.format === 2 && mark === checksum(JSON.stringify(plan));
  return isKept ? (content as Plan) : undefined;
}

/** The hash FNV-1a of a text, 32 bits (published: Fowler, Noll and Vo): it tells damage, not forgery. */
function checksum(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** True when both plans measure the same points in the same way. */
export function samePlan(one: unknown, other: unknown): boolean {
  // Plans of older versions held a sentence on algorithms, and no profiles of targets, bridge, time, question or mark: none changes what is measured.
  const ignored = new Set(['algorithms', 'profile', 'bridge', 'seconds', 'asked', 'mark']);
  const isMeasured = (key: string): boolean => !ignored.has(key);
  const text = (plan: unknown): string =>
    JSON.stringify(plan, (key, value: unknown) => (isMeasured(key) ? value : undefined));
  return text(one) === text(other);
}
