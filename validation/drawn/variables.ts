import type { PatternName } from '../../theory/index.js';
import type { DrawnPattern, DrawnState } from './state.js';
import type { DrawnProblem } from './problem.js';

type Variable = 'strength' | 'slant' | 'across' | 'lean' | 'gain' | 'othersAcross' | 'mixing';

/** Those whose logarithm is searched over. */
const positive: readonly Variable[] = ['strength', 'across', 'gain', 'othersAcross'];
const farthest = 12;

/** The numbers that are searched over in a layer, by what its weights are and its pattern. */
const searched: Readonly<Record<string, Readonly<Record<PatternName, readonly Variable[]>>>> = {
  units: {
    lazy: ['gain'],
    gfl: ['gain', 'othersAcross'],
    magnetization: ['lean', 'gain', 'othersAcross'],
    specialization: ['strength', 'across', 'gain', 'mixing'],
  },
  tied: {
    lazy: [],
    gfl: ['lean'],
    magnetization: ['lean'],
    specialization: ['strength', 'across'],
  },
  bilinear: {
    lazy: ['gain'],
    gfl: ['gain'],
    magnetization: ['lean', 'gain'],
    specialization: ['strength', 'gain'],
  },
  lowrank: { lazy: [], gfl: ['lean'], magnetization: ['lean'], specialization: ['strength'] },
};

/** A way to write states as vectors, and back. */
export interface DrawnCoordinates {
  vectorOf(states: readonly DrawnState[]): number[];
  statesAt(base: readonly DrawnState[], vector: ArrayLike<number>): DrawnState[];
}

/** The coordinates of all layers of a problem in the given patterns: how many units stand out is none of them. */
export function drawnCoordinates(problem: DrawnProblem, patterns: readonly DrawnPattern[]): DrawnCoordinates {
  const { layers } = problem.drawn;
  const variables = layers.map((layer, index): readonly Variable[] => {
    const own = patterns[layer.of];
    if (!layer.units || !own || problem.directionsFor(layer, own.degree) === 0) return [];
    const isLeaning = problem.needsTwoKinds && layer.units.form === 'units' && own.pattern === 'specialization';
    const isSlanted =
      problem.hasNamedDirections && own.pattern === 'specialization' && problem.directionsFor(layer, own.degree) > 1;
    const all = [
      ...(isSlanted && layer.units.form === 'units' ? (['slant'] as const) : []),
      ...(searched[layer.units.form]?.[own.pattern] ?? []),
      ...(isLeaning ? (['lean', 'othersAcross'] as const) : []),
    ];
    return index < layers.length - 1 && !layer.isScored ? all : all.filter((name) => name !== 'mixing');
  });
  return {
    vectorOf: (states) =>
      states.flatMap((state, index) =>
        (variables[index] ?? []).map((name) => (positive.includes(name) ? Math.log(state[name]) : state[name])),
      ),
    statesAt(base, vector) {
      let next = 0;
      return base.map((state, index) => {
        const draft: { -readonly [Key in keyof DrawnState]: DrawnState[Key] } = { ...state };
        for (const name of variables[index] ?? []) {
          const value = vector[next++] ?? 0;
          draft[name] = positive.includes(name) ? Math.exp(Math.min(Math.max(value, -farthest), farthest)) : value;
        }
        return draft;
      });
    },
  };
}
