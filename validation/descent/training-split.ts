import type { DescentMethod, Sampling } from '../plan.js';

/** How the P samples of a point are used. */
export interface TrainingSplit {
  /** The first ones are trained on, */
  readonly trained: number;
  /** the others say when to stop. */
  readonly heldOut: number;
  /** Samples a step. */
  readonly batch: number;
  /** Steps in which each trained sample is used once. */
  readonly stepsPerEpoch: number;
}

/** Divides P samples: at least one is trained on, and where some are held out at least one. */
export function trainingSplit(
  samples: number,
  { heldOut: share, batch: most }: Pick<DescentMethod, 'heldOut' | 'batch'>,
): TrainingSplit {
  const heldOut = share === 0 ? 0 : Math.min(samples - 1, Math.max(1, Math.round(share * samples)));
  const trained = samples - heldOut;
  const batch = Math.min(most ?? trained, trained);
  return { trained, heldOut, batch, stepsPerEpoch: Math.floor(trained / batch) };
}

/** The weight decay that makes the mean loss over the trained samples kappa/P times minus the log of the posterior. */
export const decayOf = ({ ridge }: Pick<Sampling, 'ridge'>, { trained }: TrainingSplit): number => ridge / trained;
