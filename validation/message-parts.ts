import type { Monomial } from '../theory/index.js';

/** What is done with a file of a run when the disk refuses. */
export type DiskTask =
  | 'make-run-folder'
  | 'find-run-folder'
  | 'take-folder'
  | 'keep-earlier-files'
  | 'read-plan'
  | 'read-run-plan'
  | 'write-plan'
  | 'read-events'
  | 'repair-events'
  | 'write-events'
  | 'write-result'
  | 'write-versions'
  | 'write-log'
  | 'make-parts-folder'
  | 'read-parts'
  | 'read-jobs'
  | 'write-jobs';

/** Why a disk refuses, as its error code has it. */
export type DiskCause =
  'full' | 'quota' | 'read-only' | 'no-permission' | 'file-in-path' | 'folder-of-that-name' | 'disk-error';

/** A measured exponent, that of large sizes, beside the predicted one. */
export interface ExponentReading {
  exponent: number;
  interval: readonly [number, number];
  /** An exact fraction. */
  predicted: string;
  /** The slope at the measured sizes, without corrections to scaling. */
  atSizes?: { readonly exponent: number; readonly interval: readonly [number, number] };
}

/** Chains around the crossings that have not mixed: at how many points, and the largest R-hat of them. */
export interface SlowChains {
  points: number;
  rHat: number;
  /** The R-hat below which chains count as mixed. */
  demanded: number;
}

/** A measured point by its sizes and its seed. */
export interface PointAt {
  sizes: Readonly<Record<string, number>>;
  seed: number;
}

/** A pattern with its energy. */
export interface PredictedPattern {
  pattern: string;
  energy: Monomial;
}
