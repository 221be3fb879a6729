import { Emitter } from 'langium';
import { measuredKey } from '../../language/lowering/prediction.js';
import type { EstimateOutcome } from '../../present/views/estimated.js';
import type { Study } from '../../theory/study.js';
import type { Settings } from '../settings.js';

/** So many estimates are remembered. */
const mostKept = 500;

/** The estimates of P* that have been made since the start, by what they are of: they hold for whatever is typed later. */
export class Estimates {
  private readonly made = new Map<string, EstimateOutcome>();
  private readonly added = new Emitter<undefined>();

  constructor(private readonly settings: () => Settings) {}

  /** Tells when an estimate has been made. */
  get onMade(): typeof this.added.event {
    return this.added.event;
  }

  /** The estimate of a study, or why there is none; undefined while none has been made, and where the setting is off. */
  of(study: Study): EstimateOutcome | undefined {
    if (this.made.size === 0 || !this.settings().estimates) return undefined;
    return this.made.get(measuredKey(study));
  }

  /** Remembers an estimate. */
  keep(key: string, outcome: EstimateOutcome): void {
    this.made.set(key, outcome);
    for (const oldest of this.made.keys()) {
      if (this.made.size <= mostKept) break;
      this.made.delete(oldest);
    }
    this.added.fire(undefined);
  }
}
