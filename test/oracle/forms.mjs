/**
 * Linear forms in the logarithms of pattern parameters, and the least maximum of such forms under linear constraints.
 * A form is an array [c, a0, a1, ...]: c + a0 x0 + a1 x1 + ... Missing entries are 0.
 * A term is a list of forms: its value is the least of them.
 */

/** @typedef {number[]} Form */
/** @typedef {{ lo: number, hi: number, name: string, layer: string }} Parameter */

export const EPS = 1e-9;

/** The constant form. @param {number} c @returns {Form} */
export const constant = (c) => [c];

/** The form a * x_j. @param {number} j @param {number} a @returns {Form} */
export function variable(j, a = 1) {
  const f = new Array(j + 2).fill(0);
  f[j + 1] = a;
  return f;
}

/** f + s * g. @param {Form} f @param {Form} g @returns {Form} */
export function add(f, g, s = 1) {
  const out = new Array(Math.max(f.length, g.length));
  for (let i = 0; i < out.length; i++) {
    out[i] = (f[i] ?? 0) + s * (g[i] ?? 0);
  }
  return out;
}

/** The value of a form at x. @param {Form} f @param {number[]} x */
export function value(f, x) {
  let sum = f[0];
  for (let i = 1; i < f.length; i++) {
    sum += f[i] ? f[i] * x[i - 1] : 0;
  }
  return sum;
}

/** The largest value of a form over the box of the parameters. @param {Form} f @param {Parameter[]} params */
export function largest(f, params) {
  let sum = f[0];
  for (let i = 1; i < f.length; i++) {
    sum += f[i] > 0 ? f[i] * params[i - 1].hi : f[i] < 0 ? f[i] * params[i - 1].lo : 0;
  }
  return sum;
}

/** The least value of a form over the box. @param {Form} f @param {Parameter[]} params */
export const least = (f, params) =>
  -largest(
    f.map((c) => -c),
    params,
  );

/** Drops the forms of a term that are nowhere in the box below another one. @param {Form[]} forms @param {Parameter[]} params */
export function prune(forms, params) {
  if (forms.length < 2) {
    return forms;
  }
  /** @type {Form[]} */
  const kept = [];
  for (let i = 0; i < forms.length; i++) {
    const worse = (g, strict) => largest(add(g, forms[i], -1), params) <= (strict ? -1e-12 : 1e-12);
    if (!kept.some((g) => worse(g, false)) && !forms.some((g, j) => j > i && worse(g, true))) {
      kept.push(forms[i]);
    }
  }
  return kept;
}

/**
 * Minimises t subject to t >= each form and each constraint <= 0, over the box, by the simplex method with Bland's rule.
 * @param {Form[]} forms @param {Form[]} constraints @param {Parameter[]} params
 * @returns {{ t: number, x: number[] } | null} null where the constraints exclude the lower corner of the box
 */
export function leastMaximum(forms, constraints, params) {
  const n = params.length;
  const lower = params.map((p) => p.lo);
  const rows = [];
  const SHIFT = 1e4;
  for (const f of forms) {
    // f(lo + u) - (t' - SHIFT) <= 0
    rows.push([...params.map((_, j) => f[j + 1] ?? 0), -1, -value(f, lower) - SHIFT]);
  }
  for (const f of constraints) {
    rows.push([...params.map((_, j) => f[j + 1] ?? 0), 0, -value(f, lower)]);
  }
  params.forEach((p, j) => {
    if (p.hi < p.lo - 1e-12) {
      rows.push([...params.map(() => 0), 0, -1]);
    } else if (p.hi < Infinity) {
      rows.push([...params.map((_, i) => (i === j ? 1 : 0)), 0, p.hi - p.lo]);
    }
  });
  for (let i = forms.length; i < rows.length; i++) {
    if (rows[i][n + 1] < -1e-9) {
      return null;
    }
    rows[i][n + 1] = Math.max(0, rows[i][n + 1]);
  }
  const m = rows.length;
  const width = n + 1 + m;
  const tableau = rows.map((r, i) => {
    const row = new Float64Array(width + 1);
    for (let j = 0; j <= n; j++) {
      row[j] = r[j];
    }
    row[n + 1 + i] = 1;
    row[width] = r[n + 1];
    return row;
  });
  const basis = rows.map((_, i) => n + 1 + i);
  const cost = new Float64Array(width + 1);
  cost[n] = 1;
  const pivot = (r, c) => {
    const p = tableau[r][c];
    for (let j = 0; j <= width; j++) {
      tableau[r][j] /= p;
    }
    for (const row of [...tableau, cost]) {
      if (row !== tableau[r] && row[c] !== 0) {
        const k = row[c];
        for (let j = 0; j <= width; j++) {
          row[j] -= k * tableau[r][j];
        }
        row[c] = 0;
      }
    }
    basis[r] = c;
  };
  if (forms.length > 0) {
    // t enters at the largest form: then every row is feasible
    let first = 0;
    for (let i = 1; i < forms.length; i++) {
      if (tableau[i][width] < tableau[first][width]) {
        first = i;
      }
    }
    pivot(first, n);
  }
  for (let step = 0; step < 2000; step++) {
    let enter = -1;
    for (let j = 0; j < width && enter < 0; j++) {
      if (cost[j] < -1e-10) {
        enter = j;
      }
    }
    if (enter < 0) {
      break;
    }
    let leave = -1;
    let ratio = Infinity;
    for (let i = 0; i < m; i++) {
      if (tableau[i][enter] > 1e-10) {
        const q = tableau[i][width] / tableau[i][enter];
        if (q < ratio - 1e-11 || (q < ratio + 1e-11 && leave >= 0 && basis[i] < basis[leave])) {
          ratio = Math.min(q, ratio);
          leave = i;
        }
      }
    }
    if (leave < 0) {
      throw new Error('the linear program is unbounded');
    }
    pivot(leave, enter);
  }
  const u = new Float64Array(n + 1);
  basis.forEach((b, i) => {
    if (b <= n) {
      u[b] = tableau[i][width];
    }
  });
  return { t: u[n] - SHIFT, x: lower.map((l, j) => l + u[j]) };
}

/** The value of the largest term at x. @param {Form[][]} terms @param {number[]} x */
export const maximum = (terms, x) => Math.max(-Infinity, ...terms.map((t) => Math.min(...t.map((f) => value(f, x)))));

/**
 * The least value over the parameters of the largest term. Each term is the least of several forms: the search resolves
 * one alternative after the other, and only where the relaxed solution violates it.
 * @param {Form[][]} terms @param {Form[]} constraints @param {Parameter[]} params @param {number} limit results above it do not matter
 * @returns {{ t: number, x: number[] } | null}
 */
export function solve(terms, constraints, params, limit = Infinity) {
  /** @type {{ t: number, x: number[] } | null} */
  let best = null;
  const visit = (/** @type {Form[]} */ resolved, /** @type {Form[][]} */ open) => {
    const at = leastMaximum(resolved, constraints, params);
    if (!at || at.t >= Math.min(limit, best ? best.t - 1e-10 : Infinity)) {
      return;
    }
    let worst = -1;
    let excess = at.t + EPS;
    let real = at.t;
    open.forEach((term, i) => {
      const v = Math.min(...term.map((f) => value(f, at.x)));
      real = Math.max(real, v);
      if (v > excess) {
        excess = v;
        worst = i;
      }
    });
    if (worst < 0) {
      best = { t: at.t, x: at.x };
      return;
    }
    if (!best || real < best.t) {
      best = { t: real, x: at.x };
    }
    const rest = open.filter((_, i) => i !== worst);
    const order = [...open[worst]].sort((f, g) => value(f, at.x) - value(g, at.x));
    for (const f of order) {
      visit([...resolved, f], rest);
    }
  };
  visit(
    terms.filter((t) => t.length === 1).map((t) => t[0]),
    terms.filter((t) => t.length > 1),
  );
  return best && best.t < limit ? best : null;
}

/**
 * As solve, where each acting layer must have an effect: some term other than its own cost is resolved to a form with its parameter.
 * @param {Form[][]} terms @param {Form[]} constraints @param {Parameter[]} params
 * @param {{ parameter: number, cost: Form[] }[]} acting the acting layers' parameters and their own terms
 * @param {number} limit
 * @returns {{ t: number, x: number[] } | null}
 */
export function solveUsed(terms, constraints, params, acting, limit = Infinity) {
  const has = (/** @type {Form} */ f, /** @type {number} */ j) => Boolean(f[j + 1]);
  /** @type {{ t: number, x: number[] } | null} */
  let best = null;
  const force = (/** @type {number} */ k, /** @type {(Form | null)[]} */ forced) => {
    if (k === acting.length) {
      const at = solve(
        terms.map((t, i) => (forced[i] ? [/** @type {Form} */ (forced[i])] : t)),
        constraints,
        params,
        best ? best.t : limit,
      );
      best = at ?? best;
      return;
    }
    const { parameter, cost } = acting[k];
    const others = terms.map((_, i) => i).filter((i) => terms[i] !== cost);
    if (
      others.some((i) =>
        forced[i] ? has(/** @type {Form} */ (forced[i]), parameter) : terms[i].every((f) => has(f, parameter)),
      )
    ) {
      force(k + 1, forced);
      return;
    }
    for (const i of others.filter((q) => !forced[q])) {
      for (const f of terms[i].filter((q) => has(q, parameter))) {
        force(
          k + 1,
          forced.map((q, l) => (l === i ? f : q)),
        );
      }
    }
  };
  force(
    0,
    terms.map(() => null),
  );
  return best;
}
