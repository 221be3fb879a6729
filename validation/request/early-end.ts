import {
  BrokenStudyError,
  EngineFailedError,
  InterruptedError,
  NotMeasurableError,
  RunFolderError,
  RunLockedError,
} from '../errors.js';
import { NotCalibratingError } from '../measure/calibration.js';

/** How something ends early: `refused` before anything is measured; a `fault` is the program's own. */
export type EarlyEnd = 'refused' | 'interrupted' | 'failed' | 'fault';

const ends = [
  [BrokenStudyError, 'refused'],
  [NotMeasurableError, 'refused'],
  [NotCalibratingError, 'refused'],
  [RunLockedError, 'refused'],
  [InterruptedError, 'interrupted'],
  [RunFolderError, 'failed'],
  [EngineFailedError, 'failed'],
] as const;

/** How a validation ended, by what it threw. */
export function earlyEndOf(error: unknown): EarlyEnd {
  return ends.find(([kind]) => error instanceof kind)?.[1] ?? 'fault';
}
