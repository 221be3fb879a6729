import type { ValidationResult } from './result.js';

export type Level = ValidationResult['level'];
export type Preset = 'quick' | 'full';

/** The values that one size takes while the others follow it or stay. */
export interface Sweep {
  readonly variable: string;
  readonly values: readonly number[];
}

/** A point to be measured. */
export interface PlannedPoint {
  /** The free sizes, by name. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly seed: number;
  /** d: what the sizes make of the input's dimension. */
  readonly dimension: number;
  /** N: what they make of the hidden layer's width; a relation can give a fraction. */
  readonly width: number;
  /** The heuristic's E there. */
  readonly predicted: number;
}

/** All that an engine needs to run, and run again: pure data, the same in a file as in memory. */
export interface Plan {
  readonly format: 1;
  readonly study: string;
  readonly level: Level;
  readonly preset: Preset;
  readonly network: {
    readonly input: 'gaussian';
    readonly activation: string;
    readonly scaling: 'standard' | 'meanfield';
  };
  /** y = He_degree(w*.x), of unit norm. */
  readonly target: { readonly degree: number };
  readonly sweep: Sweep;
  readonly points: readonly PlannedPoint[];
  readonly predicted: ValidationResult['predicted'] & {
    /** The names under which the pattern may be seen: patterns whose energies scale alike look alike. */
    readonly seenAs: readonly string[];
  };
  readonly confidence: number;
  /** What whoever reads the result must know of the choice of sizes, in sentences. */
  readonly notes: readonly string[];
}

/** What can be asked of a plan. */
export interface PlanOptions {
  readonly level?: Level;
  readonly preset?: Preset;
  /** Sweeps this size over these values instead of the range chosen. */
  readonly sweep?: Sweep;
  readonly signal?: AbortSignal;
}

/** True when both plans measure the same points in the same way. */
export function samePlan(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
