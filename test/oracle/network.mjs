/**
 * The rules of shared/theory.md, sections 2 to 4, 7 and 12, in logarithms: what each layer makes of the inverse eigenvalues r_n.
 * A state maps a degree to the list of forms whose least value is log r_n. Keys: 1..nmax, "a" (the attentive feature),
 * "p1".."pm" (He_j of the form of a hierarchical target).
 */
import { add, constant, largest, prune, variable } from './forms.mjs';
import { cost, growth, logOf, merge, parameter, products, reached, supports, TINY } from './rules.mjs';
import { windowed } from './windows.mjs';

/** @typedef {import('./forms.mjs').Form} Form */
/** @typedef {import('./rules.mjs').Context} Context */
/** @typedef {import('./rules.mjs').State} State */
/** @typedef {import('./rules.mjs').Choice} Choice */

export { growth, logOf, supports };

/** The state behind the input. @param {any} study @param {Record<string, number>} env @returns {State} */
export function inputState(study, env) {
  const input = study.input;
  if (study.windows) {
    // u: what no layer acted on
    return { 1: [constant(logOf(input.S, env))], u1: [constant(logOf(input.S, env))] };
  }
  const r1 =
    input.type === 'patches'
      ? logOf(input.S, env)
      : logOf(input.d, env) - (input.signal ? logOf(input.signal, env) : 0);
  if (study.target.type === 'hierarchical') {
    return { b1: [constant(r1)] };
  }
  return { 1: [constant(r1)] };
}

/** A lazy layer. @param {State} r @param {string} act @param {any} study @param {Context} ctx @returns {State} */
export function lazy(r, act, study, ctx) {
  if (study.target.type === 'hierarchical') {
    const { k, m } = study.target;
    const base = products(r, 'b', act, k * m, ctx);
    const form = products(r, 'p', act, m, ctx);
    for (let j = 1; j <= m; j++) {
      // He_j(p) has total degree k j: the kernel of total degree gives it too
      if (base['b' + k * j]) {
        form['p' + j] = prune([...(form['p' + j] ?? []), ...base['b' + k * j]], ctx.params);
      }
    }
    return { ...base, ...form };
  }
  const out = products(r, '', act, study.nmax, ctx);
  if (r.a && supports(act, 1)) {
    out.a = r.a;
  }
  return out;
}

/** The degrees that a unit can act on. @param {State} r */
const actable = (r) => Object.keys(r).filter((key) => !/^[bu]/.test(key));

/** The choices a layer has. @param {any} layer @param {State} r @returns {Choice[]} */
export function choices(layer, r) {
  if (layer.type === 'norm' || layer.type === 'pool' || layer.depthwise) {
    return [{ pattern: 'lazy' }];
  }
  const out = [{ pattern: 'lazy' }];
  if (layer.type === 'attention') {
    return r[1] ? [...out, { pattern: 'gfl' }, { pattern: 'specialization' }, { pattern: 'magnetization' }] : out;
  }
  for (const on of actable(r)) {
    out.push({ pattern: 'gfl', on }, { pattern: 'specialization', on });
    if (layer.alike && supports(layer.act, 1)) {
      out.push({ pattern: 'specialization', on, linear: true });
    }
    if (supports(layer.act, 1)) {
      out.push({ pattern: 'magnetization', on });
    }
  }
  return out;
}

/** A dense, convolutional or recurrent layer under a pattern. @returns {State | null} null where the pattern is impossible */
function dense(
  /** @type {State} */ r,
  /** @type {any} */ layer,
  /** @type {Choice} */ choice,
  /** @type {any} */ study,
  /** @type {Record<string, number>} */ env,
  /** @type {Context} */ ctx,
  /** @type {any} */ options,
) {
  const experts = layer.experts ? logOf(layer.experts, env) : 0;
  const dilution = layer.experts ? experts - (layer.active ? logOf(layer.active, env) : 0) : 0;
  const N = logOf(layer.N, env) + experts;
  const k = study.target.k && study.target.type === 'teacher' ? logOf(study.target.k, env) : 0;
  const steps = layer.steps ?? 1;
  const on = choice.on ?? '';
  const first = r[on];
  let gain = null;
  /** @type {Form | null} */
  let held = null;
  if (choice.pattern === 'gfl') {
    const hi = Math.min(...first.map((f) => largest(f, ctx.params)));
    const j = parameter(ctx, layer.name, 'D', 0, hi);
    gain = variable(j);
    cost(ctx, layer.name, [add(constant(N + k), gain)]);
  } else if (choice.pattern === 'specialization') {
    const g = options.oldLength ? 0 : growth(layer.act);
    const low = options.everyExpert && layer.experts ? experts : 0;
    // g = 1: the parameter is M m^2, of which one unit a direction can carry all.
    const j = parameter(ctx, layer.name, 'M', low, g === 1 && N >= k ? N : N - k);
    let paid = variable(j);
    held = variable(j, -1);
    if (g > 1) {
      const m = parameter(ctx, layer.name, 'm', 0, N / (2 * g));
      ctx.constraints.push(add(add(variable(j), variable(m, 2 * g)), constant(-N)));
      paid = add(paid, variable(m, 2));
      held = add(held, variable(m, -2 * g));
    }
    held = add(held, constant(N));
    cost(
      ctx,
      layer.name,
      first.map((f) => add(add(f, paid), constant(k))),
    );
  } else if (choice.pattern === 'magnetization') {
    const j = parameter(ctx, layer.name, 'beta', TINY, N);
    held = add(constant(N), variable(j, -1));
    cost(
      ctx,
      layer.name,
      first.map((f) => add(add(f, variable(j)), constant(k))),
    );
  }
  let state = r;
  for (let step = 0; step < steps; step++) {
    let seen = state;
    if (gain && state[on]) {
      for (const f of state[on]) {
        ctx.constraints.push(add(gain, f, -1));
      }
      seen = { ...state, [on]: state[on].map((f) => add(f, gain, -1)) };
    }
    let next = lazy(seen, layer.act, study, ctx);
    if (held && state[on]) {
      for (const key of choice.pattern === 'magnetization' ? [on] : reached(layer, on, study)) {
        next = options.strict ? { ...next, [key]: [held] } : merge(next, { [key]: [held] }, ctx);
      }
    }
    if (dilution) {
      next = Object.fromEntries(
        Object.entries(next).map(([key, forms]) => [key, forms.map((f) => add(f, constant(dilution)))]),
      );
    }
    state = next;
  }
  return layer.residual ? merge(r, state, ctx) : state;
}

/** A softmax attention layer under a pattern (sections 4 and 7). @returns {State} */
function attention(
  /** @type {State} */ r,
  /** @type {any} */ layer,
  /** @type {Choice} */ choice,
  /** @type {any} */ study,
  /** @type {Record<string, number>} */ env,
  /** @type {Context} */ ctx,
  /** @type {any} */ options,
) {
  const L = logOf(study.input.L, env);
  const H = logOf(layer.H, env);
  /** @type {State} */
  const made = {};
  if (r[1]) {
    // The least of d sqrt(dk) and d^2: a low rank never costs more.
    const scores = (/** @type {Form} */ f) => [
      add(f, f),
      ...(layer.dk ? [add(f, constant(0.5 * logOf(layer.dk, env)))] : []),
    ];
    const plain = r[1].map((f) => add(add(add(f, f), f), constant(L)));
    made.a = plain;
    if (choice.pattern === 'gfl') {
      const j = parameter(ctx, layer.name, 'D', 0, Math.min(...r[1].map((f) => 2 * largest(f, ctx.params))));
      cost(ctx, layer.name, [add(constant(H), variable(j))]);
      for (const f of r[1]) {
        ctx.constraints.push(add(variable(j), add(f, f), -1));
      }
      made.a = plain.map((f) => add(f, variable(j), -1));
    } else if (choice.pattern !== 'lazy') {
      const special = choice.pattern === 'specialization';
      const j = parameter(ctx, layer.name, special ? 'M' : 'beta', special ? 0 : TINY, H);
      cost(
        ctx,
        layer.name,
        r[1].flatMap((f) => scores(f).map((score) => add(score, variable(j)))),
      );
      const acted = r[1].map((f) => add(add(f, constant(H + L)), variable(j, -1)));
      made.a = options.strict ? acted : prune([...plain, ...acted], ctx.params);
    }
  }
  return layer.residual ? merge(r, made, ctx) : made;
}

/**
 * The state behind a layer; extends the context.
 * @param {State} r @param {any} layer @param {Choice} choice @param {any} study @param {Record<string, number>} env @param {Context} ctx @param {any} options
 * @returns {State | null}
 */
export function behind(r, layer, choice, study, env, ctx, options) {
  switch (layer.type) {
    case 'norm':
    case 'pool':
      return r;
    case 'conv':
      return study.windows
        ? windowed(r, layer, choice, study, env, ctx)
        : dense(r, layer, choice, study, env, ctx, options);
    case 'attention':
      return attention(r, layer, choice, study, env, ctx, options);
    default:
      return dense(r, layer, choice, study, env, ctx, options);
  }
}

/** The layers, blocks taken apart. @param {any} study @returns {any[]} */
export function layersOf(study) {
  const own = study.windows ? withWindows(study) : study.layers;
  return own.flatMap((/** @type {any} */ l) =>
    l.type !== 'block'
      ? [l]
      : [
          { type: 'attention', name: `${l.name}.attention`, H: l.H, residual: true },
          { type: 'dense', name: `${l.name}.dense`, N: l.N, act: l.act, residual: true },
        ],
  );
}

/** Marks each convolution: first, pool before it, and whether the target is the same at all positions. */
function withWindows(/** @type {any} */ study) {
  let first = true;
  /** @type {any} */
  let pool;
  return study.layers.map((/** @type {any} */ l) => {
    if (l.type === 'pool') {
      pool = l.size;
    }
    if (l.type !== 'conv') {
      return l;
    }
    const marked = { ...l, first, pool, alike: !first && study.output.type !== 'flatten' };
    first = false;
    pool = undefined;
    return marked;
  });
}

/** The components of the target: the state's keys. @param {any} study @returns {string[]} */
export function components(study) {
  const t = study.target;
  if (t.type === 'hierarchical') {
    return ['p' + t.m];
  }
  return [...(t.degrees ?? []).map(String), ...(t.attentive ? ['a'] : [])];
}

/** What multiplies r at the readout, in logarithms. @param {any} study @param {Record<string, number>} env */
export function readoutFactor(study, env) {
  let factor = 0;
  if (study.input.type === 'patches' && study.output.type !== 'sum') {
    factor += logOf(study.input.n, env);
  }
  if (study.windows && study.output.type === 'sum') {
    // the strides of later layers and pools, over all axes
    let first = true;
    for (const l of study.layers) {
      factor +=
        l.type === 'pool'
          ? logOf(l.size, env)
          : l.type === 'conv' && !first && l.stride
            ? (study.image ? 2 : 1) * logOf(l.stride, env)
            : 0;
      first = first && l.type !== 'conv';
    }
  }
  if (study.output.scaling === 'meanfield') {
    const last = layersOf(study)
      .filter((l) => l.N)
      .pop();
    factor += logOf(last.N, env) + (last.experts ? logOf(last.experts, env) : 0);
  }
  return factor;
}
