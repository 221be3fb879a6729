import type { GaussianSource } from '../../network/random.js';
import { fillGaussian, gaussianSource } from '../../network/random.js';
import type { LangevinMethod, LayerStart, PlannedPoint } from '../../plan.js';
import { Langevin } from './langevin.js';
import type { ChainRecords, Start } from './point.js';
import { meanSensitivity, pointOf } from './point.js';
import type { Posterior } from './posterior.js';
import { chainPosterior } from './chain-posterior.js';
import type { StartingPoint } from './starts.js';
import { moveOnto } from './starts.js';
import { alignedUnits } from './aligned-units.js';

/** A planned point with all that chains need. */
export type ChainPoint = PlannedPoint & Required<Pick<PlannedPoint, 'sampling'>>;

/** True for a point of a plan of chains. */
export const hasSampling = (planned: PlannedPoint): planned is ChainPoint => planned.sampling !== undefined;

/**
 * Runs the chains of one point: all of them for the planned steps, and while they have not mixed (nor diverged) for as many again as they
 * have done, as often as the method allows. Where a chain diverges, all are run again with half the step, twice at most.
 * @param onProgress awaited after every draw with the share of the work that is done, if it takes all there may be; whatever it throws ends the run.
 * @throws RangeError for a network or target that is not known in numbers.
 */
export async function runChains(
  planned: ChainPoint,
  method: LangevinMethod,
  onProgress: (share: number) => Promise<void> | void,
): Promise<ChainRecords> {
  const posterior = chainPosterior(planned, method);
  try {
    let records = await recordChains(planned, method, posterior, onProgress);
    // A step is planned for the stiffness of one data set; that of another can be too much for it.
    for (let halvings = 1; halvings <= mostHalvings && hasDiverged(planned, method, records); halvings++) {
      const { sampling } = planned;
      const share = 2 ** halvings;
      const shorter = { ...sampling, step: sampling.step / share, steps: sampling.steps * share };
      records = {
        ...(await recordChains({ ...planned, sampling: shorter }, method, posterior, () => onProgress(1))),
        halvings,
      };
    }
    return records;
  } finally {
    posterior.close();
  }
}

/** How often the step of a point whose chains diverge is halved at most. */
const mostHalvings = 2;

const hasDiverged = (planned: ChainPoint, method: LangevinMethod, records: ChainRecords): boolean =>
  Number(pointOf(planned, method, records).seen?.['diverged']) > 0;

async function recordChains(
  planned: ChainPoint,
  method: LangevinMethod,
  posterior: Posterior,
  onProgress: (share: number) => Promise<void> | void,
): Promise<ChainRecords> {
  const starts = startsOfChains(method);
  const chains = starts.map((start, index) => chainOf(planned, method, posterior, start, index));
  const most = chains.length * method.draws * 2 ** method.doublings;
  let done = 0;
  for (let doubling = 0; ; doubling++) {
    for (const chain of chains) {
      while (chain.draws.length < method.draws * 2 ** doubling) {
        chain.draw();
        await onProgress(++done / most);
      }
    }
    const units = alignedUnits(
      planned,
      chains.map(({ position }) => position),
    );
    const records: ChainRecords = {
      starts,
      draws: chains.map(({ draws }) => draws),
      temperatures: chains.map(({ temperatures }) => temperatures),
      ...(units === undefined ? {} : { units }),
    };
    if (doubling === method.doublings || areDone(planned, method, records)) {
      const sensitivity = meanSensitivity(chains.map(({ position }) => posterior.sensitivity(position)));
      return { ...records, sensitivity };
    }
  }
}

/** Where each chain of a point starts. */
export const startsOfChains = ({ chains }: LangevinMethod): Start[] => [
  ...Array<Start>(chains.prior).fill('prior'),
  ...Array<Start>(chains.informed).fill('informed'),
];

/** True for chains that are not run on: they have mixed, or one has diverged. */
export function areDone(planned: PlannedPoint, method: LangevinMethod, records: ChainRecords): boolean {
  const { mixed, diverged } = pointOf(planned, method, records).seen ?? {};
  return mixed === 'yes' || Number(diverged) > 0;
}

/** The steps that a chain has done at a draw, counted from 1. */
export const stepsUntil = (draw: number, { sampling }: ChainPoint, { draws }: LangevinMethod): number =>
  Math.floor((sampling.steps * draw) / draws);

/** The random numbers of a chain: those of its start first. */
export const sourceOf = ({ seed, sampling }: ChainPoint, chain: number): GaussianSource =>
  gaussianSource(seed * 8191 + chain * 131 + sampling.samples);

interface RecordedChain {
  /** The weights, which move as the chain does. */
  readonly position: Float64Array;
  readonly draws: (number | null)[];
  readonly temperatures: (number | null)[];
  /** Goes on to the next draw and takes it; a chain with a draw that is no number stays. */
  draw(): void;
}

function chainOf(
  planned: ChainPoint,
  method: LangevinMethod,
  posterior: Posterior,
  start: Start,
  index: number,
): RecordedChain {
  const { step } = planned.sampling;
  const normal = sourceOf(planned, index);
  const position = startingPosition(posterior, start === 'informed' ? planned.informed : undefined, normal);
  const chain = new Langevin(posterior, position, { step, friction: method.friction, normal });
  const [draws, temperatures]: [(number | null)[], (number | null)[]] = [[], []];
  return {
    position,
    draws,
    temperatures,
    draw() {
      const taken = draws.length;
      const isLost = draws.at(-1) === null;
      if (!isLost) chain.advance(stepsUntil(taken + 1, planned, method) - stepsUntil(taken, planned, method));
      const alignment = isLost ? Number.NaN : posterior.alignment(position);
      draws.push(Number.isFinite(alignment) ? alignment : null);
      temperatures.push(Number.isFinite(alignment) ? chain.temperature() : null);
    },
  };
}

/** Weights from the prior, moved onto a pattern when one is given. */
export function startingPosition(
  posterior: StartingPoint & Pick<Posterior, 'dimension'>,
  pattern: readonly LayerStart[] | undefined,
  normal: GaussianSource,
): Float64Array {
  const position = fillGaussian(new Float64Array(posterior.dimension), normal);
  if (pattern) moveOnto(pattern, position, posterior, normal);
  return position;
}
