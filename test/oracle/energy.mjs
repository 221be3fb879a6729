/**
 * The variational energy of shared/theory.md, section 2, by brute force: every assignment of patterns and degrees to layers,
 * and for each the least value over the patterns' parameters of the largest term. All values are natural logarithms.
 */
import { add, constant, leastMaximum, least, maximum, solve, solveUsed, value } from './forms.mjs';
import { behind, choices, components, inputState, layersOf, logOf, readoutFactor } from './network.mjs';

/** @typedef {import('./network.mjs').Choice} Choice */
/** A study as plain data: see study.mjs. @typedef {any} Study */
/**
 * oldLength: units of length 1 only. everyExpert: M >= X. strict: a pattern's outcome replaces the lazy one instead of the least of both.
 * used: every acting layer has an effect (section 6 lists such energies; E itself is the same).
 * only: these components of the target. alpha: log of the alignment. fast: only assignments near the least energy of all. name: these patterns only.
 * @typedef {{ oldLength?: boolean, everyExpert?: boolean, strict?: boolean, used?: boolean, only?: string[], alpha?: number, fast?: boolean, name?: string[] }} Options
 */

/** The sizes' logarithms; `shift` multiplies free sizes. @param {any} study @param {Record<string, number>} shift */
export function sizes(study, shift = {}) {
  /** @type {Record<string, number>} */
  const env = {};
  for (const s of study.sizes) {
    env[s.name] = s.tie ? logOf(s.tie, env) : Math.log(s.value) + (shift[s.name] ?? 0);
  }
  return env;
}

/** @returns {import('./network.mjs').Context} */
const blank = () => ({ params: [], terms: [], constraints: [], costs: {} });
const copy = (/** @type {any} */ c) => ({
  params: [...c.params],
  terms: [...c.terms],
  constraints: [...c.constraints],
  costs: { ...c.costs },
});

/** The readout's terms, one for each component. null where one is not representable. */
function readout(
  /** @type {any} */ study,
  /** @type {any} */ state,
  /** @type {any} */ env,
  /** @type {Options} */ options,
) {
  const factor = readoutFactor(study, env) + 2 * (options.alpha ?? 0);
  const terms = [];
  for (const key of options.only ?? components(study)) {
    if (!state[key]) {
      return null;
    }
    const untouched = study.windows
      ? (state['u' + key] ?? []).map((/** @type {number[]} */ f) =>
          add(f, constant(logOf(study.input.t, env) - logOf(study.input.S, env))),
        )
      : [];
    terms.push([...state[key], ...untouched].map((/** @type {number[]} */ f) => add(f, constant(factor))));
  }
  return terms;
}

/** Calls visit(choices, context, states) for every assignment that represents the target. */
function assignments(
  /** @type {any} */ study,
  /** @type {any} */ env,
  /** @type {Options} */ options,
  /** @type {(c: Choice[], ctx: any, states: any[]) => void} */ visit,
) {
  const layers = layersOf(study);
  const descend = (
    /** @type {number} */ i,
    /** @type {any} */ state,
    /** @type {any} */ ctx,
    /** @type {Choice[]} */ done,
    /** @type {any[]} */ states,
  ) => {
    if (i === layers.length) {
      const terms = readout(study, state, env, options);
      if (terms) {
        visit(done, { ...ctx, terms: [...ctx.terms, ...terms], readout: terms }, states);
      }
      return;
    }
    for (const choice of choices(layers[i], state)) {
      if (options.name && options.name[i] !== choice.pattern) {
        continue;
      }
      const next = copy(ctx);
      const out = behind(state, layers[i], choice, study, env, next, options);
      if (out) {
        descend(i + 1, out, next, [...done, choice], [...states, out]);
      }
    }
  };
  const input = inputState(study, env);
  descend(0, input, blank(), [], [input]);
}

/** The least value of a context's largest term. */
function leastOfContext(/** @type {any} */ ctx, /** @type {Options} */ options, limit = Infinity) {
  if (!options.used) {
    return solve(ctx.terms, ctx.constraints, ctx.params, limit);
  }
  const acting = Object.keys(ctx.costs).map((layer) => ({
    parameter: ctx.params.findIndex((/** @type {any} */ p) => p.layer === layer),
    cost: ctx.costs[layer],
  }));
  return solveUsed(ctx.terms, ctx.constraints, ctx.params, acting, limit);
}

/** The name of an assignment: its patterns in order. @param {Choice[]} chosen */
export const nameOf = (chosen) => chosen.map((c) => c.pattern).join(', ');

/**
 * Every pattern name with its least energy and the assignments near it.
 * @param {any} study @param {any} env @param {Options} [options] @param {number} [slack] assignments up to this above the least are kept
 * @returns {{ e: number, names: Map<string, { e: number, list: { chosen: Choice[], e: number }[] }> } | null} null: not representable
 */
export function energies(study, env, options = {}, slack = 0.02) {
  options = study.old ? { oldLength: true, ...options } : options;
  const names = new Map();
  let best = Infinity;
  assignments(study, env, options, (chosen, ctx) => {
    const name = nameOf(chosen);
    const entry = names.get(name) ?? { e: Infinity, list: [] };
    const bound = Math.max(
      ...ctx.terms.map((/** @type {number[][]} */ t) => Math.min(...t.map((f) => least(f, ctx.params)))),
    );
    const cap = (options.fast ? best : entry.e) + slack;
    if (bound > cap) {
      return;
    }
    const at = leastOfContext(ctx, options, cap);
    if (at) {
      entry.list = [...entry.list, { chosen, e: at.t }].filter((a) => a.e <= Math.min(entry.e, at.t) + slack);
      entry.e = Math.min(entry.e, at.t);
      best = Math.min(best, at.t);
      names.set(name, entry);
    }
  });
  return names.size ? { e: best, names } : null;
}

/** One assignment: its energy, parameters, terms and states. @param {any} study @param {any} env @param {Choice[]} chosen @param {Options} [options] */
export function one(study, env, chosen, options = {}) {
  options = study.old ? { oldLength: true, ...options } : options;
  const layers = layersOf(study);
  const ctx = blank();
  let state = inputState(study, env);
  const states = [state];
  for (let i = 0; i < layers.length; i++) {
    const choice = chosen[i];
    if (
      !choices(layers[i], state).some(
        (c) => c.pattern === choice.pattern && c.on === choice.on && c.linear === choice.linear,
      )
    ) {
      return null;
    }
    const out = behind(state, layers[i], choice, study, env, ctx, options);
    if (!out) {
      return null;
    }
    state = out;
    states.push(out);
  }
  const terms = readout(study, state, env, options);
  if (!terms) {
    return null;
  }
  ctx.terms.push(...terms);
  const at = leastOfContext(ctx, options);
  return at ? { e: at.t, x: at.x, ctx, readout: terms, states } : null;
}

/**
 * The terms of an assignment at given parameters, and how far these violate their bounds.
 * @param {any} study @param {any} env @param {Choice[]} chosen @param {(layer: string, name: string) => number | undefined} given logarithms
 */
export function evaluate(study, env, chosen, given, options = {}) {
  const at = one(study, env, chosen, options);
  if (!at) {
    return null;
  }
  const x = at.ctx.params.map((p) => given(p.layer, p.name) ?? p.lo);
  let violated = 0;
  at.ctx.params.forEach((p, j) => {
    violated = Math.max(violated, p.lo - x[j], x[j] - p.hi);
  });
  for (const f of at.ctx.constraints) {
    violated = Math.max(violated, value(f, x));
  }
  const costs = Object.fromEntries(Object.entries(at.ctx.costs).map(([l, t]) => [l, maximum([t], x)]));
  return { e: maximum(at.ctx.terms, x), costs, readout: maximum(at.readout, x), violated };
}

/** The least energy among listed assignments. */
function leastOf(
  /** @type {any} */ study,
  /** @type {any} */ env,
  /** @type {{ chosen: Choice[] }[]} */ list,
  /** @type {Options} */ options,
) {
  let e = Infinity;
  for (const a of list) {
    e = Math.min(e, one(study, env, a.chosen, options)?.e ?? Infinity);
  }
  return e;
}

const STEP = 1e-4;

/**
 * Exponents in each free size by differences to the left and to the right of the reference sizes.
 * @param {any} study @param {{ chosen: Choice[] }[]} list @param {Options} [options] @param {Record<string, number>} [at] shift of the reference
 * @returns {Record<string, { left: number, right: number, kink: boolean }>}
 */
export function exponents(study, list, options = {}, at = {}) {
  const e0 = leastOf(study, sizes(study, at), list, options);
  /** @type {Record<string, { left: number, right: number, kink: boolean }>} */
  const out = {};
  for (const s of study.sizes.filter((/** @type {any} */ q) => !q.tie)) {
    const move = (/** @type {number} */ h) =>
      leastOf(study, sizes(study, { ...at, [s.name]: (at[s.name] ?? 0) + h }), list, options);
    const left = (e0 - move(-STEP)) / STEP;
    const right = (move(STEP) - e0) / STEP;
    out[s.name] = { left, right, kink: !(Math.abs(left - right) < 1e-4) };
  }
  return out;
}

/**
 * The exponent with which alignment grows below P*: 1 / (d log E / d log alpha), from below (side -1) or above alpha = 1. Infinity where E does not
 * depend on alpha there.
 * @param {any} study @param {{ chosen: Choice[] }[]} list @param {Options} [options]
 */
export function learningExponent(study, list, options = {}, side = -1) {
  const env = sizes(study);
  const at = (/** @type {number} */ alpha) => leastOf(study, env, list, { ...options, alpha });
  const slope = (at(side * STEP) - at(0)) / (side * STEP);
  return slope < 1e-6 ? Infinity : 1 / slope;
}

/** The assignments within `slack` of the least energy. @param {NonNullable<ReturnType<typeof energies>>} all @param {number} [slack] */
export const winners = (all, slack = 0.02) =>
  [...all.names.values()]
    .flatMap((n) => n.list)
    .filter((a) => a.e <= all.e + slack)
    .sort((a, b) => a.e - b.e);

export { leastMaximum };
