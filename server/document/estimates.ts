import { Emitter, type URI } from 'langium';
import { measuredKey } from '../../language/lowering/prediction.js';
import type { EstimateOutcome } from '../../present/views/estimated.js';
import type { Study } from '../../theory/study.js';
import type { Settings } from '../settings.js';

/** So many estimates are remembered. */
const mostKept = 500;
/** So many estimates are waited for besides those of open files: of advice that was asked for last. */
const mostAsked = 4;

/** A study whose estimate is wanted, with the file that it is of. */
interface AskedStudy {
  readonly study: Study;
  readonly uri: URI;
}

/** The estimates of P* that have been made since the start, by what they are of: they hold for whatever is typed later. */
export class Estimates {
  private readonly made = new Map<string, EstimateOutcome>();
  private readonly askedFor = new Map<string, AskedStudy>();
  private readonly added = new Emitter<undefined>();
  private readonly ask = new Emitter<undefined>();

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

  /**
   * As `of`; where none has been made, it is made once nobody types, beside those of open files.
   * @param uri the file that the study is of.
   */
  wanted(study: Study, uri: URI): EstimateOutcome | undefined {
    const known = this.of(study);
    if (!known && this.settings().estimates) {
      this.askedFor.set(measuredKey(study), { study, uri });
      dropOldest(this.askedFor, mostAsked);
      this.ask.fire(undefined);
    }
    return known;
  }

  /** The studies besides those of open files whose estimates are wanted, by their keys. */
  get asked(): ReadonlyMap<string, AskedStudy> {
    return this.askedFor;
  }

  /** Tells when the estimate of such a study is wanted. */
  get onAsk(): typeof this.ask.event {
    return this.ask.event;
  }

  /** Remembers an estimate. */
  keep(key: string, outcome: EstimateOutcome): void {
    this.made.set(key, outcome);
    dropOldest(this.made, mostKept);
    this.added.fire(undefined);
  }
}

function dropOldest(entries: Map<string, unknown>, most: number): void {
  for (const oldest of entries.keys()) {
    if (entries.size <= most) break;
    entries.delete(oldest);
  }
}
