import type { Engine } from '../engines/engine.js';

/** Where the points of a plan are measured. */
export interface ExecutionTarget {
  /**
   * Whether anything can be measured there at all.
   * @throws NotMeasurableError with what is missing.
   */
  mayBegin(): Promise<void>;
  /**
   * Called before a run's folder is opened for a plan.
   * @param same whether what is in the folder is a run of that plan.
   * @throws RunLockedError when the folder is still in use.
   */
  mayOpen(folder: string, same: boolean): Promise<void>;
  /**
   * An engine that measures there what the given one would measure here.
   * @param folder the run's folder.
   */
  engineThere(engine: Engine, folder: string): Engine;
}
