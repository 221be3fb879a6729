/** Parts that the rules of all layers share: supports, reach, products of features. All values are natural logarithms. */
import { add, constant, prune } from './forms.mjs';

/** @typedef {import('./forms.mjs').Form} Form */
/** @typedef {{ params: import('./forms.mjs').Parameter[], terms: Form[][], constraints: Form[], costs: Record<string, Form[]> }} Context */
/** @typedef {Record<string, Form[]>} State */
/** @typedef {{ pattern: string, on?: string, linear?: boolean }} Choice */

/** The lower bound of log beta: any value far below every other size. */
export const TINY = -200;

/** Whether degree k >= 1 is in the Hermite support. @param {string} act @param {number} k */
export function supports(act, k) {
  switch (act) {
    case 'erf':
    case 'tanh':
    case 'sin':
      return k % 2 === 1;
    case 'relu':
    case 'gelu':
    case 'silu':
      return k === 1 || k % 2 === 0;
    case 'linear':
      return k === 1;
    case 'quadratic':
      return k === 2;
    default:
      throw new Error(`unknown activation ${act}`);
  }
}

/** The power of |z| with which the activation grows. @param {string} act */
export const growth = (act) => (['erf', 'tanh', 'sin'].includes(act) ? 0 : act === 'quadratic' ? 2 : 1);

/** Whether units that act on degree i carry degree n. @param {string} act @param {number} i @param {number} n @param {boolean} [old] k = 1 carries lower degrees too */
export function reaches(act, i, n, old = false) {
  if (old && supports(act, 1) && n <= i && (n - i) % 2 === 0) {
    return true;
  }
  if (n === i && supports(act, 1)) {
    return true;
  }
  for (let k = 2; k <= i + n + 2; k++) {
    if (supports(act, k) && n <= i * k && (n - i * k) % 2 === 0) {
      return true;
    }
  }
  return false;
}

/** Evaluates a monomial { c, p: { size: power } } in logarithms. @param {any} mono @param {Record<string, number>} env */
export function logOf(mono, env) {
  let sum = Math.log(mono.c);
  for (const [name, power] of Object.entries(mono.p ?? {})) {
    sum += power * env[name];
  }
  return sum;
}

/** Products of a lazy layer within one family of degrees. @param {State} r @param {string} prefix @param {string} act @param {number} nmax @param {Context} ctx @param {(k: number) => number} [factor] log of what a product of k factors pays */
export function products(r, prefix, act, nmax, ctx, factor = () => 0) {
  /** @type {State} */
  const out = {};
  let power = r; // the least product of k factors of total degree n
  for (let k = 1; k <= nmax; k++) {
    if (k > 1) {
      /** @type {State} */
      const next = {};
      for (let n = k; n <= nmax; n++) {
        const found = [];
        for (let i = 1; i < n; i++) {
          for (const f of r[prefix + i] ?? []) {
            for (const g of power[prefix + (n - i)] ?? []) {
              found.push(add(f, g));
            }
          }
        }
        if (found.length) {
          next[prefix + n] = prune(found, ctx.params);
        }
      }
      power = next;
    }
    if (supports(act, k)) {
      for (let n = k; n <= nmax; n++) {
        if (power[prefix + n]) {
          out[prefix + n] = prune(
            [
              ...(out[prefix + n] ?? []),
              ...power[prefix + n].map((f) => (factor(k) ? add(f, constant(factor(k))) : f)),
            ],
            ctx.params,
          );
        }
      }
    }
  }
  return out;
}

/** The least of two states. @param {State} r @param {State} s @param {Context} ctx @returns {State} */
export function merge(r, s, ctx) {
  const out = { ...r };
  for (const key of Object.keys(s)) {
    out[key] = out[key] ? prune([...out[key], ...s[key]], ctx.params) : s[key];
  }
  return out;
}

/** Adds a parameter. @param {Context} ctx @param {string} layer @param {string} name @param {number} lo @param {number} hi */
export function parameter(ctx, layer, name, lo, hi) {
  ctx.params.push({ lo, hi, name, layer });
  return ctx.params.length - 1;
}

/** Adds the cost of a layer. @param {Context} ctx @param {string} layer @param {Form[]} forms */
export function cost(ctx, layer, forms) {
  ctx.terms.push(forms);
  ctx.costs[layer] = forms;
}

/** What specialised units on `on` reach. @param {any} layer @param {string} on @param {any} study @returns {string[]} */
export function reached(layer, on, study) {
  if (on === 'a') {
    return supports(layer.act, 1) ? ['a'] : [];
  }
  const prefix = on.startsWith('p') ? 'p' : '';
  const top = prefix ? study.target.m : study.nmax;
  const out = [];
  for (let n = 1; n <= top; n++) {
    if (reaches(layer.act, Number(on.slice(prefix.length)), n, study.old)) {
      out.push(prefix + n);
    }
  }
  return out;
}
