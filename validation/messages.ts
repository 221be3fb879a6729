import type { Feature, Monomial } from '../theory/index.js';
import type { MessageOf } from '../theory/message.js';
import type { DescentMessages } from './descent/messages.js';
import type { DiskCause, DiskTask } from './disk-messages.js';
import type { Remedy } from './measure/corrections.js';
import type {
  BridgeReading,
  ExponentReading,
  LimitReading,
  PointAt,
  PredictedPattern,
  RatioRange,
  SlowChains,
} from './readings.js';

export type { DiskCause, DiskTask } from './disk-messages.js';

/** A message, or text that comes from another program or from a file. */
export type MessageOrText = ValidationMessage | string;

/** What validations have to say, by code: of planning, engines and runs. */
export interface RunMessages {
  /** A run is stopped by its user. */
  interrupted: object;
  'plan-interrupted': object;

  /** The preset's time was up before all points were measured. */
  'time-up': { preset: 'quick' | 'full'; seconds: number; measured: number; of: number };

  // What is asked for.
  'study-has-errors': { study: string };
  'no-level': { level: string; levels: readonly string[] };

  // Choices of a plan: what was chosen.
  'chosen-sweep': { variable: string; from: number; to: number };
  /** `fewest` and `seeds` are the fewest and the most seeds of a size. */
  'chosen-points': { points: number; sizes: number; fewest: number; seeds: number };
  'chosen-ridges': { ridges: number; component?: Feature };
  'chosen-samples': { samples: number };
  'hidden-weights': object;
  'all-weights': object;
  // Why.
  'asked-for': object;
  'asked-but-absent': object;
  'preset-has-them': { preset: 'quick' | 'full' };
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
  'engine-on-card': object;
  'engine-needs-desktop': { engine: string };
  'torch-device': { device: string; torch: string };
  'webgpu-device': { adapter: string };
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
  /** The time that an estimate may take in the background of an editor. */
  'estimate-too-long': { seconds: number };
  'answer-without-sense': object;
  'torch-chains-only': object;
  'torch-not-shipped': object;
  'python-not-started': { reason: string };
  'python-silent': { seconds: number };
  'torch-failed': { reason: MessageOrText };
  'torch-ended': { status?: number; measured: number; of: number; last?: string };
  'webgpu-package-missing': { looked: readonly string[] };
  'webgpu-package-broken': { path: string; reason: string };
  'webgpu-not-in-browser': object;
  'webgpu-no-adapter': object;
  'webgpu-chains-only': object;
  'webgpu-layer': { layer: string; kind: string };
  'webgpu-experts': { layer: string };
  /** Bytes that one chain needs in one buffer, and the most that there may be. */
  'webgpu-too-large': { sizes: Readonly<Record<string, number>>; bytes: number; most: number };
  'webgpu-failed': { reason: string };

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
  'no-plan-here': { folder: string };
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
  'slurm-unusable': { command: string; reason: MessageOrText };
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
export interface MeasurementMessages extends DescentMessages {
  /** A level has no such engine. */
  'no-engine': { level: string; engine: string; engines: readonly string[] };

  // Which sizes are swept, at any level.
  'no-size-to-sweep': { study: string; quantity: 'E' | 'P*'; formula: Monomial };
  'no-such-free-size': { study: string; size: string; sizes: readonly string[] };

  // What the rate level cannot measure: `why` completes the sentence.
  'not-measurable-at-rate': { study: string; why: MeasurementMessage };
  'no-hidden-layer': { network: string };
  'unknown-input': object;
  'layer-kind-unsupported': { layer: string; kind: string };
  'layer-not-plain': { layer: string };
  'activation-without-function': { layer: string };
  'one-attention-layer': { target: string };
  'layers-around-attention': { attention: string };
  'curved-units-behind': { layer: string };
  'curved-units-before': { layer: string };
  'low-rank-behind-layer': { attention: string; layer: string };
  'layer-before-stream': { attention: string; layer: string };
  'second-layer-behind-stream': { attention: string; layer: string };
  'stream-layer-not-dense': { attention: string; layer: string };
  'components-need-one-layer': { target: string };
  'components-with-signal': { target: string };
  'components-in-directions': { target: string };
  'attentive-beside-others': { target: string };
  'too-many-components': { target: string; most: number };
  'directions-past-measurable': { target: string; most: number };
  'not-one-kind-of-direction': { target: string };
  /** A target of a form is measured behind one plain dense layer that makes the form's degree. */
  'form-first-layer': { target: string; form: number; layer: string };
  'form-layer-not-plain': { target: string; layer: string };
  'form-several-components': { target: string };
  'form-without-later-layer': { target: string };
  'tokens-without-attentive': { target: string };
  'norm-before-readout': { layer: string };
  'directions-on-patches': { target: string };
  'constant-target': { target: string };
  'skip-of-raw-data': { layer: string };
  'skip-of-other-width': { layer: string };
  'skip-of-experts': { layer: string };
  'layer-behind-experts': { layer: string };

  // Drawn networks.
  /** `why` completes the sentence: why there is no model in closed form. */
  'measured-by-drawing': { why: MeasurementMessage };
  'sizes-lowered-to-draw': { sizes: Readonly<Record<string, number>> };
  'range-drawn': { variable: string; from: number; to: number };
  'too-large-to-draw': { study: string };
  /** What an estimate is, and what the error of its points means. */
  'estimated-at-equilibrium': { factor: number };
  'error-of-estimate': object;
  'below-noise': { network: string };
  /** What the level `estimate` knows no state for. */
  'no-estimate': { target: string };
  'no-estimate-in-reach': object;

  // The sweep of the rate level.
  'sweep-of-too-few-values': { variable: string };
  'network-too-small': { variable: string; value: number };
  'no-sizes-to-sweep': { study: string };
  'sweep-crosses-boundary': { low: PredictedPattern; high: PredictedPattern };
  'pattern-at-no-size': { variable: string; end: number; pattern: string };
  'pattern-seen-from': { pattern: string; variable: string; size: number };
  'pattern-left-above': { pattern: string; variable: string; size: number };
  'other-pattern-at-reference': { variable: string; value: number };
  'query-passes-attention': object;
  /** What the error of a point means at the rate level. */
  'error-of-saddle': object;

  // Plans of the training level.
  'too-few-training-sizes': { study: string; variable: string };
  'scan-needs-sweep': { study: string; variable: string };
  'scan-needs-samples': { study: string };
  /** `why` is a message, or the fault of a network that is not known in numbers. */
  'not-trainable': { study: string; why: MeasurementMessage | string };
  'target-not-numeric': { readonly kind: string };
  'pilot-too-costly': {
    study: string;
    variable: string;
    value: number;
    threshold: number;
    samples: number;
    weights: number;
    preset: 'quick' | 'full';
  };
  'training-too-costly': { value: number; preset: 'quick' | 'full' };
  /** Half the interval of the exponent that a plan leads to. */
  'wide-interval-expected': { half: number };
  'fewer-data-sets': { seeds: number; wanted: number };
  'fewer-sample-numbers': { count: number; wanted: number };
  'no-informed-start': object;
  'pilot-estimate': { variable: string; found: readonly { readonly size: number; readonly samples: number }[] };
  'sweep-ends-early': { variable: string; value: number };
  'sweep-crosses-patterns': { from: string; to: string };
  'finite-size-power': { variable: string; power: number; from: number; to: number };
  'gradients-timed': { cores: number };

  // Chains.
  'point-diverged': PointAt & { chains: number };
  'descent-diverged': PointAt & { halvings: number };
  'chains-unmixed': {
    unmixed: number;
    points: number;
    worst: PointAt & { readonly rHat: number; readonly effective: number };
    demanded: { readonly rHat: number; readonly effective: number };
  };
  /** What the error of a point means at the training level. */
  'error-of-chains': object;

  // Verdicts.
  'crossover-not-reached': { variable: string; seen?: string; predicted: string };
  'too-few-sizes': { variable: string; least: number };
  'range-too-short': ExponentReading & { variable: string; factor: number; least: number };
  /** `remedies` would each make it narrow enough. */
  'interval-too-wide': ExponentReading & { variable: string; widest: number; remedies: readonly Remedy[] };
  'exponents-agree': ExponentReading;
  'estimate-away': ExponentReading & { tolerance: number };
  'difference-unresolved': ExponentReading & { tolerance: number };
  'slopes-drift': ExponentReading & { last: number; limit: number };
  'exponents-differ': ExponentReading & { variable: string; factor: number };
  'too-few-crossings': {
    variable: string;
    scan: boolean;
    threshold: number;
    crossings: number;
    outside: readonly { readonly size: number; readonly side: 'above' | 'below' }[];
  };
  'chains-diverged': Omit<ExponentReading, 'predicted' | 'atSizes'> & { points: number };
  'not-equilibrated': Omit<ExponentReading, 'predicted' | 'atSizes'> & {
    slow: SlowChains;
    hysteresis: number;
  };
  'equilibrium-between-sides': {
    judgement: MeasurementMessage;
    slow: SlowChains;
    prior: number;
    informed: number;
  };

  // The bridge from a training run over the estimate to the heuristic.
  'bridge-agrees': object;
  /** A step in which the mean-field estimate fails at the measured sizes, or the heuristic at large ones. */
  'bridge-disagrees': { wrong: 'estimate' | 'heuristic'; step: MeasurementMessage };
  'bridge-undecided': { step: MeasurementMessage };
  'bridge-exponents-agree': BridgeReading & { within: number };
  'bridge-exponents-differ': BridgeReading;
  /** `dataSets` is by what factor there would have to be more of them. */
  'bridge-exponents-unresolved': BridgeReading & { within: number; dataSets: number };
  'bridge-exponents-unmeasured': { why: MeasurementMessage };
  'bridge-values-agree': RatioRange;
  'bridge-values-differ': RatioRange;
  'bridge-values-unresolved': RatioRange;
  'bridge-limit-agrees': LimitReading;
  'bridge-limit-differs': LimitReading;
  'bridge-limit-drifts': LimitReading & { isBounded: boolean };
  'bridge-limit-unknown': { isBounded: boolean };
  /** `why` is a message, or its sentence where it comes from the file of a plan. */
  'bridge-without-estimate': { why: MeasurementMessage | string };
  'bridge-limit-pending': object;
  'bridge-needs-data-sets': object;

  'descents-diverged': Omit<ExponentReading, 'predicted' | 'atSizes'> & { points: number };
  /** `isForStudy` where no rate is known for the data and the target, whatever the optimiser. */
  'no-rate-known': Omit<ExponentReading, 'predicted' | 'atSizes'> & { optimiser: string; isForStudy: boolean };
  'logarithm-left-out': { judgement: MeasurementMessage };
  'rate-of-algorithm': { judgement: MeasurementMessage; rate: 'onePass' | 'reused' | 'kernel' };
  /** How the samples of descent compare with those of equilibrium: by an estimate of P* at each size, else by exponents. */
  'beside-equilibrium': {
    judgement: MeasurementMessage;
    variable: string;
    ratios: readonly { readonly size: number; readonly ratio: number }[];
    equilibrium: string;
    side: 'above' | 'below' | 'within';
  };

  // What calibrates nothing.
  'run-of-other-study': { run: string; measured: string; study: string };
  'run-without-prefactor': { run: string; study: string };
  'run-unfinished': { run: string; study: string; status: string };
  'run-disagrees': { run: string };
  'run-estimated': { run: string; study: string };
  'run-scanned-ridge': { run: string; study: string };
  'run-of-descent': { run: string; study: string };
  'run-of-other-network': { run: string; study: string };
}

/** What levels, measurements and verdicts have to say. */
export type MeasurementMessage = MessageOf<MeasurementMessages>;

export type ValidationMessage = MessageOf<RunMessages & MeasurementMessages>;

/** What levels, engines and runs have to say. */
export type RunMessage = MessageOf<RunMessages>;
