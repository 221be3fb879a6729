import type { MessageOf } from '../theory/message.js';
import type { Preset } from './plan.js';

/** A message, or text that comes from another program or from a file. */
export type MessageOrText = ValidationMessage | string;

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

/** What validations have to say, by code: of planning, engines and runs. */
export interface RunMessages {
  /** A run is stopped by its user. */
  interrupted: object;

  // What is asked for.
  'study-has-errors': { study: string };
  'no-level': { level: string; levels: readonly string[] };

  // Choices of a plan: what was chosen.
  'chosen-sweep': { variable: string; from: number; to: number };
  'chosen-points': { points: number; sizes: number; seeds: number };
  'chosen-ridges': { ridges: number; component?: number };
  'chosen-samples': { samples: number };
  'hidden-weights': object;
  'all-weights': object;
  // Why.
  'asked-for': object;
  'asked-but-absent': object;
  'preset-has-them': { preset: Preset };
  'around-predicted-samples': object;
  'readout-integrated': object;
  'readout-not-integrable': object;
  'past-crossover': { isAsked: boolean; pattern: string };

  // How the cost of a plan is known.
  'point-timed': object;
  'point-timed-in-part': object;
  'steps-timed': { device: MessageOrText };

  // Which engine measures, and on what.
  'engine-quicker': { seconds: number; other: string; otherSeconds: number };
  'engine-time-unknown': { engine: string };
  'engine-late': { engine: string };
  'engine-absent': { engine: string };
  'engine-needs-desktop': { engine: string };
  'torch-device': { device: string; torch: string };
  'slurm-device': { partition?: string; devices: readonly string[]; more: number };
  'device-on-host': { device: MessageOrText; host: string };

  // What engines fail of.
  'engine-failed': { reason: MessageOrText };
  'worker-failed': { reason: MessageOrText };
  'worker-ended': object;
  'python-without-torch': { tried: readonly { readonly path: string; readonly why: MessageOrText }[] };
  'not-started': { reason: string };
  /** `status` is missing where a signal ended it. */
  'ended-with': { status?: number };
  'no-answer-within': { seconds: number };
  'answer-without-sense': object;
  'torch-chains-only': object;
  'torch-not-shipped': object;
  'python-not-started': { reason: string };
  'python-silent': { seconds: number };
  'torch-failed': { reason: MessageOrText };
  'torch-ended': { status?: number; measured: number; of: number; last?: string };

  // The folder of a run.
  'plan-changed': { folder: string };
  /** `cause` is the text of the system where the code is none that is known. */
  'disk-failed': { task: DiskTask; path: string; cause: DiskCause | { readonly text: string } };
  /** `host` where it is another machine. */
  'folder-in-use': { folder: string; process: number; host?: string; since?: string; lock: string };
  'folder-contended': { folder: string };
  'host-write-failed': { file: string; reason: string };
  'host-folder-in-use': { folder: string };
  'plan-damaged': { path: string };
  'plan-of-other-run': { folder: string };
  'not-a-plan': { path: string };

  // Lines of a log.
  'log-started': { points: number; engine: string; device: string };
  'log-point': {
    index: number;
    sizes: Readonly<Record<string, number>>;
    seed: number;
    value: number;
    error: number;
  };
  'log-warning': { text: string };
  'log-failed': { text: string };
  'log-finished': { seconds: number };
  'log-interrupted': object;

  // A cluster.
  'slurm-missing': { command: string };
  'slurm-late': { command: string; seconds: number };
  'slurm-failed': { command: string; reason: string };
  'slurm-said': { command: string; text: string };
  'slurm-refused': { reason: MessageOrText };
  'jobs-may-run': { folder: string; job: string; reason: MessageOrText; record: string };
  'jobs-run': { folder: string; job: string };
  'jobs-go-on': { job: string };
  'job-cancelled': { job: number };
  'cluster-silent': { reason: MessageOrText };
  'cluster-asked-again': { reason: MessageOrText };
  'left-queue': object;
  'part-resubmitted': { part: number; state: MessageOrText };
  'part-failed': { part: number; reason: string };
  'part-fruitless': { part: number; state: MessageOrText; last: string };
}

/** What validations have to say, by code: of levels, measurements and verdicts. */
export interface MeasurementMessages {
  /** A level has no such engine. */
  'no-engine': { level: string; engine: string; engines: readonly string[] };
}

export type ValidationMessage = MessageOf<RunMessages & MeasurementMessages>;

/** What levels, engines and runs have to say. */
export type RunMessage = MessageOf<RunMessages>;
