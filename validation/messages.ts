import type { MessageOf } from '../theory/message.js';

/** What validations have to say, by code: of planning, engines and runs. */
export interface RunMessages {
  /** A run is stopped by its user. */
  interrupted: object;
}

/** What validations have to say, by code: of levels, measurements and verdicts. */
export interface MeasurementMessages {
  /** A level has no such engine. */
  'no-engine': { level: string; engine: string; engines: readonly string[] };
}

export type ValidationMessage = MessageOf<RunMessages & MeasurementMessages>;
