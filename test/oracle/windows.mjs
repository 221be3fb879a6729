/**
 * Section 11 of shared/theory.md: convolutions with windows, behind pools, on patches that overlap. The state is that of the site
 * function g(w.x_p); the keys u1, u2, ... are the same without the effect of any layer, which the readout reads t/S times cheaper.
 */
import { add, constant, largest, prune, variable } from './forms.mjs';
import { cost, growth, logOf, merge, parameter, products, reached, supports, TINY } from './rules.mjs';

/** @typedef {import('./rules.mjs').State} State */
/** @typedef {import('./rules.mjs').Context} Context */

/**
 * A convolution under a pattern. Later layers see q positions of the layer before.
 * @param {State} r @param {any} layer @param {import('./rules.mjs').Choice} choice @param {any} study @param {Record<string, number>} env @param {Context} ctx
 * @returns {State}
 */
export function windowed(r, layer, choice, study, env, ctx) {
  const C = logOf(layer.N, env);
  const q = layer.first || !layer.window ? 0 : logOf(layer.window, env);
  const pool = layer.pool ? logOf(layer.pool, env) : 0;
  // A nonlinearity on a pooled feature: relu reads each position, smooth activations only the mean.
  const steep = layer.act === 'relu' ? 1 : 2;
  const factor = (/** @type {number} */ k) => (k - 1) * (q + steep * pool);
  const all = q + pool;
  const on = choice.on ?? '';
  const top = study.nmax;
  const lazy = { ...products(r, '', layer.act, top, ctx, factor), ...products(r, 'u', layer.act, top, ctx, factor) };
  /** @type {State} */
  let out = lazy;
  if (choice.pattern === 'gfl') {
    const j = parameter(ctx, layer.name, 'D', 0, all + Math.min(...r[on].map((f) => largest(f, ctx.params))));
    const D = variable(j);
    cost(ctx, layer.name, [add(constant(C), D)]);
    for (const f of r[on]) {
      ctx.constraints.push(add(add(D, f, -1), constant(-all)));
    }
    /** @type {State} */
    const seen = {};
    for (const key of Object.keys(r).filter((k) => !k.startsWith('u'))) {
      seen[key] = r[key].map((f) => add(key === on ? add(f, D, -1) : f, constant(all)));
    }
    out = merge(out, products(seen, '', layer.act, top, ctx), ctx);
    if (layer.alike) {
      // all offsets together, in linear response
      for (let k = 1; k * Number(on) <= top; k++) {
        if (supports(layer.act, k)) {
          const forms = r[on].map((f) =>
            add(
              add(f, D, -1).map((c) => k * c),
              constant((2 * k - 2) * all),
            ),
          );
          out = merge(out, { [String(k * Number(on))]: forms }, ctx);
        }
      }
    }
  } else if (choice.pattern === 'magnetization') {
    const j = parameter(ctx, layer.name, 'beta', TINY, C);
    cost(
      ctx,
      layer.name,
      r[on].map((f) => add(add(f, variable(j)), constant(layer.alike ? 0 : all))),
    );
    out = merge(out, { [on]: [add(constant(C), variable(j, -1))] }, ctx);
  } else if (choice.pattern === 'specialization') {
    const g = growth(layer.act);
    const j = parameter(ctx, layer.name, 'M', !layer.first && layer.stride ? logOf(layer.stride, env) : 0, C);
    let paid = variable(j);
    let held = add(constant(C), variable(j, -1));
    if (g > 1) {
      const m = parameter(ctx, layer.name, 'm', 0, C / (2 * g));
      ctx.constraints.push(add(add(variable(j), variable(m, 2 * g)), constant(-C)));
      paid = add(paid, variable(m, 2));
      held = add(held, variable(m, -2 * g));
    }
    cost(
      ctx,
      layer.name,
      r[on].map((f) => add(add(f, paid), constant(choice.linear ? 0 : all))),
    );
    for (const key of choice.linear ? [on] : reached(layer, on, study)) {
      const behindPool = pool && on === '1' && Number(key) >= 2 ? (Number(key) - 2) * pool : 0;
      out = merge(out, { [key]: [add(held, constant(behindPool))] }, ctx);
    }
  }
  if (!layer.residual) {
    return out;
  }
  const sum = merge(r, out, ctx);
  return Object.fromEntries(Object.entries(sum).map(([key, forms]) => [key, prune(forms, ctx.params)]));
}
