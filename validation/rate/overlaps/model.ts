import type { Plan, PlannedPoint } from '../../plan.js';
import type { RateProblem } from './energy.js';
import type { Overlap } from '../overlap.js';
import { plannedUnits, readoutDivisor } from '../../network/units.js';
import { overlapOf, spikedOverlap } from '../overlap.js';
import { inputVariances } from '../../network/input.js';
import { Monomial } from '../../../theory/index.js';
import type { Study } from '../../../theory/index.js';
import { sizesOfLayers, signalCounts } from '../model.js';
import type { RateModel } from '../model.js';
import { findSaddle, cosineOf } from './search.js';
import type { Point } from '../../result.js';
import { equalUnits } from './equal-units.js';
import { neglectedTerms } from '../shared-terms.js';
import { sampledRate } from './sampling.js';
import type { SaddleSearch } from './search.js';

/**
 * The saddle problem of a planned point of a two-layer network.
 * @param overlap of its activation and target: a table that is filled as it is used, so one serves all points of a plan.
 */
export function problemAt({ network }: Pick<PlannedPoint, 'network'>, overlap: Overlap): RateProblem {
  const [layer] = network.layers;
  if (network.input.kind !== 'gaussian' || !layer) {
    throw new RangeError('only a dense layer on gaussian data is reduced to overlaps');
  }
  const { units, spread } = plannedUnits(layer);
  const { along, across } = inputVariances(network.input, 1);
  // Weights of variance v make of data what standard weights make of data of v times the variance.
  const { variance = 1 } = layer.sizes;
  return {
    overlap: spikedOverlap(overlap, variance * along, variance * across),
    dimension: network.input.dimension,
    width: units,
    chi: spread * readoutDivisor(network.output, units),
  };
}

/** The overlaps of a plan's units with its target, the same at every point. */
export function overlapAt({ network, target }: Pick<PlannedPoint, 'network' | 'target'>): Overlap {
  const activation = network.layers[0]?.activation;
  const term = target.kind === 'hermite' && target.terms.find(({ coefficient }) => coefficient !== 0);
  if (activation === undefined || !term) throw new RangeError('a unit overlaps with one Hermite component');
  return overlapOf(activation, term.degree);
}

/** The model of one plain dense layer on gaussian(d): its weights are reduced to their overlaps by quadrature. */
export function overlapsModel({ network }: Study): RateModel {
  const { input } = network;
  if (input.kind !== 'gaussian') throw new RangeError('overlaps are taken on gaussian data');
  let overlap: Overlap | undefined;
  return {
    method: { kind: 'overlaps' },
    dimension: input.dimension,
    counts: [...sizesOfLayers(network), ...signalCounts(input, Monomial.one)],
    async seenAt(planned, pause) {
      overlap ??= overlapAt(planned);
      return (await findSaddle(problemAt(planned, overlap), 0, pause)).lowest.pattern;
    },
  };
}

/**
 * Measures the points of a plan by the method `overlaps`: the lowest saddle of U (docs/validation.md, "The energy").
 * @returns a function that measures one point; `pause` is awaited between minimisations and may throw to stop.
 */
export function overlapSaddle(plan: Plan): (planned: PlannedPoint, pause: () => Promise<void>) => Promise<Point> {
  const [first] = plan.points;
  const overlap = first && overlapAt(first);
  return async (planned, pause) => {
    const problem = problemAt(planned, overlap ?? overlapAt(planned));
    const point = pointOf(planned, await findSaddle(problem, planned.seed, pause), problem);
    if (plan.preset !== 'full' || problem.width > mostSampled) return point;
    const { energy, error, exchanged } = await sampledRate(problem, { ...sampling, seed: planned.seed }, pause);
    return {
      ...point,
      seen: { ...point.seen, energySampled: energy, energySampledError: error, exchanged },
    };
  };
}

/** The full preset samples networks of so many units as well, to hold the saddle against. */
const mostSampled = 32;
const sampling = { rungs: 60, sweeps: 3000 };
/** More units than this are not tried one by one for the comparison with equal units. */
const mostEqualUnits = 64;

function pointOf(
  { sizes, seed }: PlannedPoint,
  { lowest, spread, specialised }: SaddleSearch,
  problem: RateProblem,
): Point {
  const { state } = lowest;
  const cosine = state.units > 0 ? cosineOf(state, problem) : 0;
  const hand = equalUnits(problem, mostEqualUnits);
  return {
    sizes,
    seed,
    value: lowest.energy,
    error: lowest.tolerance + neglectedTerms(lowest.lambda, [{ width: problem.width, units: state.units }]),
    seen: {
      pattern: lowest.pattern,
      units: state.units,
      overlap: Math.sqrt(state.overlap) * (state.units > 0 ? 1 : 0),
      cosine,
      gain: state.spread,
      cost: lowest.cost,
      lambda: lowest.lambda,
      energyWithoutUnits: spread.energy,
      energyWithUnits: specialised.energy,
      energyEqualUnits: hand.energy,
      tolerance: lowest.tolerance,
    },
  };
}
