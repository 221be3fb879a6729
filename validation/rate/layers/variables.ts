import type { PatternName } from '../../../theory/index.js';
import type { LayerState } from './layer.js';

/** A state of which every field can be set. */
type Draft = { -readonly [Key in keyof LayerState]: LayerState[Key] };

/** One number of a layer's state that a search may change. */
interface Variable {
  read(state: LayerState): number;
  write(draft: Draft, value: number): void;
}

const logarithm = (read: (state: LayerState) => number, write: (draft: Draft, value: number) => void): Variable => ({
  read: (state) => Math.log(read(state)),
  write: (draft, value) => write(draft, Math.exp(Math.min(Math.max(value, -30), 30))),
});

const strength = logarithm(
  (state) => state.strength,
  (draft, value) => (draft.strength = value),
);
const turnedLinear = logarithm(
  (state) => state.turned.linear,
  (draft, value) => (draft.turned = { ...draft.turned, linear: value }),
);
const turnedRest = logarithm(
  (state) => state.turned.rest,
  (draft, value) => (draft.turned = { ...draft.turned, rest: value }),
);
const gain = logarithm(
  (state) => state.gain,
  (draft, value) => (draft.gain = value),
);
const othersLinear = logarithm(
  (state) => state.others.linear,
  (draft, value) => (draft.others = { ...draft.others, linear: value }),
);
const lean: Variable = { read: (state) => state.lean, write: (draft, value) => (draft.lean = value) };
const together = logarithm(
  (state) => state.together ?? state.turned.linear,
  (draft, value) => (draft.together = value),
);
const othersTogether = logarithm(
  (state) => state.othersTogether ?? state.others.linear,
  (draft, value) => (draft.othersTogether = value),
);
const mixing: Variable = { read: (state) => state.mixing, write: (draft, value) => (draft.mixing = value) };
const skipMixing: Variable = {
  read: (state) => state.skipMixing,
  write: (draft, value) => (draft.skipMixing = value),
};

/** M, at least one and at most `most`: 1 + exp(v), so that one unit is no wall. */
const units = (most: number): Variable => ({
  read: (state) => Math.log(Math.max(state.units - 1, 1e-3)),
  write: (draft, value) => (draft.units = Math.min(1 + Math.exp(Math.min(value, 30)), most)),
});

/** Which of a layer's numbers are searched over. */
export interface Freedom {
  readonly pattern: PatternName;
  /** Whether M varies, and its largest value. */
  readonly mostUnits?: number;
  /** Whether the other units may follow. */
  readonly others: boolean;
  /** Whether the other units may lean beside those that stand out: against what these hold of other degrees. */
  readonly leaning?: boolean;
  /** Whether the combinations of units that are read have variances of their own. */
  readonly together?: boolean;
  /** Whether another layer uses the features: then how they are mixed counts. */
  readonly followed: boolean;
  /** Whether there are weights that see no linear feature. */
  readonly hasRest: boolean;
  readonly residual: boolean;
}

function variablesOf(freedom: Freedom): Variable[] {
  const {
    pattern,
    mostUnits,
    others,
    leaning = false,
    together: isTogether = false,
    followed,
    hasRest,
    residual,
  } = freedom;
  const turned = pattern === 'specialization';
  return [
    ...(turned ? [strength, turnedLinear] : []),
    ...(turned && hasRest ? [turnedRest] : []),
    ...(turned && mostUnits !== undefined ? [units(mostUnits)] : []),
    ...(turned && isTogether ? [together] : []),
    ...(isTogether ? [othersTogether] : []),
    ...(turned && followed ? [mixing] : []),
    ...(pattern === 'gfl' || others ? [gain] : []),
    ...(pattern === 'gfl' || pattern === 'magnetization' || others ? [othersLinear] : []),
    ...(pattern === 'magnetization' || leaning ? [lean] : []),
    ...(residual && followed ? [skipMixing] : []),
  ];
}

/** A way to write states as vectors of the numbers that are searched over, and back. */
export interface Coordinates {
  vectorOf(states: readonly LayerState[]): number[];
  /** The states with the vector's numbers in place; all others as in `base`. */
  statesAt(base: readonly LayerState[], vector: ArrayLike<number>): LayerState[];
}

/** Coordinates of the numbers that are free, layer by layer. */
export function coordinates(freedoms: readonly Freedom[]): Coordinates {
  const variables = freedoms.map(variablesOf);
  return {
    vectorOf: (states) =>
      states.flatMap((state, layer) => (variables[layer] ?? []).map((variable) => variable.read(state))),
    statesAt(base, vector) {
      let next = 0;
      return base.map((state, layer) => {
        const draft: Draft = { ...state };
        for (const variable of variables[layer] ?? []) variable.write(draft, vector[next++] ?? 0);
        return draft;
      });
    },
  };
}
