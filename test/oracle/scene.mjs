/** What the comparisons share: tolerances, and one study with its energies and its JSON. */
import { layersOf, logOf } from './network.mjs';
import { energies, exponents, sizes, winners } from './energy.mjs';

export const TOLERANCE = 1e-6;
export const close = (/** @type {number} */ a, /** @type {number} */ b, tolerance = TOLERANCE) =>
  Math.abs(a - b) <= tolerance || a === b;
export const fraction = (/** @type {string} */ s) => {
  const [p, q] = String(s).split('/').map(Number);
  return p / (q ?? 1);
};
export const show = (/** @type {number} */ log) => Number(Math.exp(log).toPrecision(7));

/** Whether the sizes are ones that the rules speak about. */
export function valid(/** @type {any} */ study, /** @type {any} */ env) {
  const at = (/** @type {any} */ m) => logOf(m, env);
  const i = study.input;
  const all = [
    i.d,
    i.S,
    i.n,
    i.L,
    i.signal,
    study.target.k,
    ...layersOf(study).flatMap((l) => [l.N, l.H, l.dk, l.experts, l.active]),
  ].filter(Boolean);
  return (
    all.filter((m) => typeof m === 'object').every((m) => at(m) >= -1e-12) &&
    !(i.signal && at(i.signal) > at(i.d)) &&
    layersOf(study).every((l) => !l.active || at(l.active) <= at(l.experts))
  );
}

export const IDLE = ' (a layer without effect)';
/** A term that is not the largest, where the least of several values is smaller than the one shown. */
export const BRANCH = ' (program: not the least of the alternatives)';

/**
 * Whether a pattern name is no better than one with fewer acting layers: then a layer of it acts without effect.
 * @param {string} name @param {number} e @param {(name: string) => number} energyOf
 */
export function idle(name, e, energyOf) {
  const parts = name.split(', ');
  const acting = parts.map((_, i) => i).filter((i) => parts[i] !== 'lazy');
  for (let mask = 1; mask < 1 << acting.length; mask++) {
    const fewer = parts.map((p, i) => (acting.includes(i) && mask & (1 << acting.indexOf(i)) ? 'lazy' : p)).join(', ');
    if (energyOf(fewer) <= e + TOLERANCE) {
      return true;
    }
  }
  return false;
}

/** @typedef {ReturnType<typeof makeScene>} Scene */

/**
 * One study under comparison. Differences are collected in `out`.
 * @param {any} study @param {any} json the study's JSON, undefined where there is none
 */
export function makeScene(study, json) {
  /** @type {{ kind: string, what: string, oracle: any, program: any }[]} */
  const out = [];
  const differ = (
    /** @type {string} */ kind,
    /** @type {string} */ what,
    /** @type {any} */ oracle,
    /** @type {any} */ program,
  ) => out.push({ kind, what, oracle, program });
  const env = sizes(study);
  const start = Date.now();
  const all = energies(study, env);
  const slow = Date.now() - start > 400;
  const kappa = study.ridge ? logOf(study.ridge, env) : 0;
  const free = study.sizes.filter((/** @type {any} */ s) => !s.tie).map((/** @type {any} */ s) => s.name);

  /** Compares a monomial's value and exponents. */
  const monomial = (
    /** @type {string} */ kind,
    /** @type {any} */ m,
    /** @type {number} */ log,
    /** @type {any} */ slopes,
    /** @type {Record<string, number>} */ extra = {},
    label = '',
  ) => {
    if (!m) {
      differ(`missing: ${kind}`, kind, show(log), m);
      return;
    }
    if (!close(Math.log(m.value), log)) {
      differ(kind, `${label} value`, show(log), `${m.value} (${m.expression})`);
      return;
    }
    for (const size of free) {
      const s = slopes?.[size];
      const got = fraction(m.exponents[size] ?? '0') - (extra[size] ?? 0);
      if (s && (got < Math.min(s.left, s.right) - 1e-3 || got > Math.max(s.left, s.right) + 1e-3)) {
        differ(`${kind}: exponents`, `${label} in ${size}`, `${s.left.toFixed(4)} .. ${s.right.toFixed(4)}`, got);
      }
    }
  };
  // Exponents of the ridge, tied sizes taken apart.
  const slopeOf = (/** @type {any} */ mono) =>
    Object.fromEntries(
      free.map((/** @type {string} */ f) => [
        f,
        mono ? (logOf(mono, sizes(study, { [f]: 1e-3 })) - logOf(mono, env)) / 1e-3 : 0,
      ]),
    );
  const ridge = slopeOf(study.ridge);
  const best = all ? winners(all, 0.002) : [];
  const winning = all ? exponents(study, best) : {};
  /** @type {string} */
  const firstName = json?.patterns[0]?.layers.map((/** @type {any} */ l) => l.pattern).join(', ');
  return { study, json, out, differ, env, all, slow, kappa, monomial, ridge, best, winning, firstName };
}
