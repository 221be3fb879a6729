import type { PatternName } from '../../../theory/index.js';
import type { LayerState } from './layer.js';
import type { StackProblem } from './energy.js';

const prior: LayerState = {
  units: 0,
  strength: 1,
  turned: { linear: 1, rest: 1 },
  lean: 0,
  gain: 1,
  others: { linear: 1, rest: 1 },
  mixing: 0.1,
  skipMixing: 0.8,
};

/** What is tried of a start: a factor on M, the gain or the lean, and one on the length of the units. */
interface Trial {
  readonly factor: number;
  readonly length: number;
}

const ofLengthOne = (...factors: number[]): readonly Trial[] => factors.map((factor) => ({ factor, length: 1 }));

/** Few long units are a start of their own: with a square they cost less than many of length 1. */
const long: readonly Trial[] = [2, 4, 8, 16].map((length) => ({ factor: 1 / 2, length }));

const trials: Readonly<Record<PatternName, readonly Trial[]>> = {
  lazy: ofLengthOne(1),
  specialization: [...ofLengthOne(1, 4, 16, 64, 256, 1024, 4096), ...long],
  gfl: ofLengthOne(1 / 16, 1 / 4, 1, 4, 16),
  magnetization: ofLengthOne(1 / 16, 1 / 4, 1 / 2, 1, 2),
};
const rounds = 2;

/**
 * A state of the given patterns from which a descent can begin: each layer's feature moves its pre-activations by about `reach`, and M, length, gain and
 * lean are the best of a few, one layer after another.
 */
export function startOf(problem: StackProblem, patterns: readonly PatternName[], reach: number): LayerState[] {
  const chosen = patterns.map((): Trial => ({ factor: 1, length: 1 }));
  let best = statesAt(problem, patterns, reach, chosen);
  let lowest = problem.energy(best).energy;
  for (let round = 0; round < rounds; round++) {
    for (const [index, pattern] of patterns.entries()) {
      for (const trial of trials[pattern]) {
        const tried = chosen.map((before, layer) => (layer === index ? trial : before));
        const states = statesAt(problem, patterns, reach, tried);
        const { energy } = problem.energy(states);
        if (energy >= lowest) continue;
        [best, lowest, chosen[index]] = [states, energy, trial];
      }
    }
  }
  return best;
}

function statesAt(
  problem: StackProblem,
  patterns: readonly PatternName[],
  reach: number,
  chosen: readonly Trial[],
): LayerState[] {
  const { layers, directions } = problem.stack;
  const states: LayerState[] = [];
  for (const [index, pattern] of patterns.entries()) {
    const strength = Math.max(reach / problem.incomingFeature(index, states), 1);
    const most = (layers[index]?.width ?? 1) / directions;
    const { factor, length } = chosen[index] ?? { factor: 1, length: 1 };
    switch (pattern) {
      case 'specialization':
        states.push({
          ...prior,
          units: Math.min(2 * factor, most),
          strength: length * strength,
          turned: { linear: 0.6, rest: 1 },
        });
        break;
      case 'gfl':
        states.push({ ...prior, gain: Math.max((factor * strength ** 2) / 3, 2) });
        break;
      case 'magnetization':
        states.push({ ...prior, lean: factor * strength });
        break;
      case 'lazy':
        states.push(prior);
    }
  }
  return states;
}
