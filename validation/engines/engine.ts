import type * as ast from '../../language/generated/ast.js';
import type { Cost } from '../request/cost.js';
import type { Method, Plan } from '../plan.js';
import type { MessageOrText, RunMessage } from '../messages.js';
import type { EngineEvent } from '../result.js';

/** The name of an engine: what the grammar lets `engine:` name, but for the open choice. */
export type EngineName = Exclude<ast.EngineSetting['value'], 'auto'>;

/** Something that measures the points of a plan. */
export interface Engine {
  /** Its name in files, on the command line and in results. */
  readonly name: EngineName;
  readonly version: string;
  /** What runs it, with its version: `node`. */
  readonly runtime: Readonly<Record<string, string>>;
  /** The methods it knows. */
  readonly methods: readonly Method['kind'][];
  /**
   * Finds what it needs on this machine; called before it is asked for anything of a run.
   * @throws EngineFailedError when something is missing; the reason says how to get it.
   * @throws InterruptedError when the signal is given meanwhile.
   */
  prepare?(signal?: AbortSignal): Promise<void>;
  /** The device it would run on. */
  device(): MessageOrText;
  /**
   * What the whole plan would cost here; within two seconds.
   * @returns undefined where that cannot be known.
   * @throws InterruptedError within a second of the signal.
   */
  cost?(plan: Plan, signal?: AbortSignal): Promise<Cost | undefined>;
  /**
   * Measures the points that are not done yet, in any order, and tells of each as it finishes.
   * @param done indices of points measured earlier.
   * @param emit awaited by the engine, so that a point is stored before the next is begun.
   * @throws InterruptedError within two seconds of the signal.
   */
  run(
    plan: Plan,
    done: ReadonlySet<number>,
    emit: (event: EngineEvent) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void>;
}

/** An engine, and why it was taken where that was left open. */
export interface ChosenEngine {
  readonly engine: Engine;
  readonly why?: RunMessage;
}

/**
 * Chooses what measures a plan.
 * @param name `auto` or an engine's name.
 * @throws NotMeasurableError when there is no such engine.
 * @throws InterruptedError when the signal is given meanwhile.
 */
export type ChooseEngine = (name: string, plan: Plan, signal?: AbortSignal) => Promise<ChosenEngine>;
