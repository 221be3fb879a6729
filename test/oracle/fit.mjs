/** Section 10 of shared/theory.md: what a small error needs beyond alignment. Values are natural logarithms. */
import { value } from './forms.mjs';
import { components, layersOf, logOf, supports } from './network.mjs';
import { energies, one, sizes, winners } from './energy.mjs';

/** The counting bound. @param {any} study @param {any} env */
export function counting(study, env) {
  const input = study.input;
  const t = study.target;
  const kappa = study.ridge ? logOf(study.ridge, env) : 0;
  const k = t.type === 'teacher' ? logOf(t.k, env) : 0;
  const top = Math.max(1, ...(t.degrees ?? []));
  let need;
  if (t.type === 'hierarchical') {
    need = t.k * logOf(input.d, env);
  } else if (input.type === 'tokens') {
    need = logOf(input.d, env);
  } else if (input.type === 'patches') {
    const S = logOf(input.S, env);
    need = Math.min(k + S, top * S);
    if (study.output.type === 'flatten') {
      need = Math.log(Math.exp(need) + Math.exp(logOf(input.n, env)));
    }
  } else {
    const d = logOf(input.d, env);
    const s = input.signal ? logOf(input.signal, env) : 0;
    need = Math.min(k + d - 2 * s, top * (d - s));
  }
  return Math.max(0, kappa) + need;
}

/**
 * The capacity conditions that fail in the optimal assignment.
 * @param {any} study @param {any} env @param {import('./network.mjs').Choice[]} chosen
 */
export function conditions(study, env, chosen) {
  const at = one(study, env, chosen);
  const layers = layersOf(study);
  if (!at) {
    return [];
  }
  const read = (/** @type {number} */ i, /** @type {string} */ key) =>
    Math.min(...(at.states[i][key] ?? [[Infinity]]).map((f) => value(f, at.x)));
  const widthOf = (/** @type {any} */ l) => logOf(l.N, env) + (l.experts ? logOf(l.experts, env) : 0);
  /** The narrowest of the lazy layers directly before layer i that hand `key` on. */
  const narrowest = (/** @type {number} */ i, /** @type {string} */ key) => {
    let found = null;
    for (let j = i - 1; j >= 0; j--) {
      const l = layers[j];
      if (l.type === 'norm' || (l.residual && read(j, key) <= read(j + 1, key) + 1e-9)) {
        continue;
      }
      if (chosen[j].pattern !== 'lazy' || !l.N) {
        break;
      }
      if (!found || widthOf(l) < widthOf(found)) {
        found = l;
      }
    }
    return found;
  };
  const out = [];
  const check = (/** @type {number} */ i, /** @type {string} */ key) => {
    const l = narrowest(i, key);
    if (l) {
      const needs = read(i, key);
      const has = widthOf(l);
      if (needs > has + 1e-9) {
        out.push({ layer: l.name, needs, has, share: Math.exp(has - needs) });
      }
    }
  };
  layers.forEach((l, i) => {
    if (chosen[i].on) {
      check(i, /** @type {string} */ (chosen[i].on));
    }
  });
  const keys = components(study);
  check(
    layers.length,
    keys.reduce((a, b) => (read(layers.length, b) > read(layers.length, a) ? b : a)),
  );
  return out.sort((a, b) => a.share - b.share);
}

/** fit of the second contract. @param {any} study */
export function fit(study) {
  const env = sizes(study);
  const kappa = study.ridge ? logOf(study.ridge, env) : 0;
  const all = energies(study, env);
  if (!all) {
    return null;
  }
  const energy = kappa + all.e;
  const count = counting(study, env);
  const routed = layersOf(study).some((l) => l.experts && supports(l.act, l.act === 'quadratic' ? 2 : 1));
  const each = routed ? energies(study, env, { everyExpert: true }) : all;
  const experts = each ? kappa + each.e : Infinity;
  const samples = Math.max(energy, count, experts);
  const rule = samples <= energy + 1e-9 ? 'energy' : samples <= count + 1e-9 ? 'counting' : 'experts';
  return {
    samples,
    rule,
    energy,
    counting: count,
    experts,
    conditions: conditions(study, env, winners(all)[0].chosen),
  };
}
