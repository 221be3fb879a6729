import type { LevelName } from '../language/syntax/words.js';
import type { ValidationMessage } from './messages.js';

/**
 * The contract of a run: what an engine emits, what a run's folder holds, what the results page shows.
 *
 * A run is a folder: `plan.json`, `events.jsonl` (one RunEvent a line, appended as the run goes on) and `result.json`
 * (a ValidationResult, replaced atomically after every point, so that it can be shown while the run goes on).
 */

/** A measured grid point. */
export interface Point {
  /** The sizes at this point, by name. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly seed: number;
  /** The measured quantity: at the rate level E(1), dimensionless; at the levels estimate and training see docs/validation.md. */
  readonly value: number;
  /** One standard error of `value`. */
  readonly error: number;
  /** What was seen there: `specialization`, units, overlaps. */
  readonly seen?: Readonly<Record<string, number | string>>;
  /** E |grad_x f|^2 on fresh inputs, along the target's directions and across: of trained networks, where it was measured. */
  readonly sensitivity?: { readonly along: number; readonly across: number };
}

/** A value with the interval that holds it with the given confidence. */
export interface Interval {
  readonly value: number;
  readonly interval: readonly [number, number];
}

export type Verdict = 'agrees' | 'disagrees' | 'cannot tell';

/** The number of samples that is learned from, measured and by the estimate, at one size. */
export interface ComparedSamples {
  readonly size: number;
  readonly measured: number;
  /** Over the data sets, and over both starts of the chains where these have not mixed. */
  readonly interval: readonly [number, number];
  readonly estimate: number;
  /** Measured over estimated. */
  readonly ratio: number;
}

/** What a step of the bridge compares; exponents and numbers of samples that could not be had are left out. */
export type BridgeValues =
  | {
      readonly quantity: 'exponent';
      readonly measured?: number;
      readonly interval?: readonly [number, number];
      readonly estimate?: number;
      /** The size at which the estimate has this exponent, where it is that of large sizes. */
      readonly at?: number;
      readonly heuristic?: number;
    }
  | { readonly quantity: 'samples'; readonly sizes: readonly ComparedSamples[] };

/** One comparison on the way from a measurement of small networks to the heuristic, which is about large ones. */
export interface BridgeStep {
  readonly from: 'training' | 'estimate';
  readonly to: 'estimate' | 'heuristic';
  readonly values: BridgeValues;
  readonly verdict: Verdict;
  readonly reason: string;
}

/** How a training run is compared with the heuristic: by an estimate that is known at small sizes and at large ones. */
export interface Bridge {
  readonly steps: readonly BridgeStep[];
}

/** The result file of a validation, as `archscale validate --format json` prints it. */
export interface ValidationResult {
  readonly file: string;
  readonly study: string;
  readonly level: LevelName;
  readonly engine: string;
  readonly device: string;
  readonly status: 'running' | 'finished' | 'interrupted' | 'failed';
  readonly sweep: { readonly variable: string; readonly values: readonly number[] };
  /** `exponent` is an exact fraction; `closedForm` is the heuristic's E, `slope` the same exponent as a number. */
  readonly predicted: {
    readonly exponent: string;
    readonly slope: number;
    readonly energy: string;
    readonly pattern: string;
  };
  /** Absent until there are points enough for a fit. */
  readonly measured?: {
    readonly exponent: number;
    readonly interval: readonly [number, number];
    readonly confidence: number;
  };
  readonly verdict: Verdict;
  readonly reason: string;
  /** Of a training run that varies the samples: the steps that its verdict rests on. */
  readonly bridge?: Bridge;
  /** E(1) over the predicted E. */
  readonly prefactor?: Interval;
  readonly points: readonly Point[];
  /** Slopes between neighbouring points, crossover, convergence of the optimiser. */
  readonly diagnostics: Readonly<Record<string, unknown>>;
  readonly plan: Readonly<Record<string, unknown>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/** What an engine tells, one JSON object a line. `queue` is how many parts of the run a cluster runs and has waiting, and why they wait. */
export type RunEvent =
  | { readonly event: 'started'; readonly points: number; readonly engine: string; readonly device: string }
  | { readonly event: 'progress'; readonly done: number; readonly of: number; readonly secondsLeft?: number }
  | { readonly event: 'point'; readonly index: number; readonly point: Point }
  | {
      readonly event: 'queue';
      readonly name: string;
      readonly running: number;
      readonly waiting: number;
      readonly reason?: string;
    }
  | { readonly event: 'warning'; readonly message: string }
  | { readonly event: 'failed'; readonly message: string }
  | { readonly event: 'finished'; readonly seconds: number };

/** What an engine tells while it measures, before its warnings are put into words. */
export type EngineEvent = RunEvent | { readonly event: 'warning'; readonly message: ValidationMessage };
