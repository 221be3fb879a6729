/** Compares what the program says beside the patterns: fit, components, algorithms. */
import { components, logOf } from './network.mjs';
import { energies, exponents, learningExponent, winners } from './energy.mjs';
import { algorithmic } from './algorithm.mjs';
import { conditions, fit } from './fit.mjs';
import { close, fraction, show } from './scene.mjs';

/** fit and learnable. @param {import('./scene.mjs').Scene} scene */
export function compareFit(scene) {
  const { study, json, differ, env, kappa } = scene;
  const all = /** @type {NonNullable<typeof scene.all>} */ (scene.all);
  const f = study.old ? null : fit(study);
  if (study.old) {
    const above = study.samples ? logOf(study.samples, env) >= kappa + all.e - 1e-9 : null;
    if (above !== json.learnable) {
      differ('learnable', 'against P*', above, json.learnable);
    }
  }
  if (f) {
    const given = study.samples ? logOf(study.samples, env) : null;
    const learnable = given === null ? null : given >= f.samples - 1e-9 ? true : given < f.energy - 1e-9 ? false : null;
    if (json.learnable !== learnable) {
      const old = given === null ? null : given >= f.energy - 1e-9;
      differ(
        json.learnable === old && !json.fit ? 'learnable (program: without fit)' : 'learnable',
        `P ${given === null ? '-' : show(given)}, P* ${show(f.energy)}, fit ${show(f.samples)} (${f.rule})`,
        learnable,
        json.learnable,
      );
    }
    if (!json.fit) {
      differ(
        'missing: fit',
        'fit',
        `${show(f.samples)} ${f.rule} ${f.conditions.map((c) => `${c.layer} ${c.share.toPrecision(3)}`)}`,
        undefined,
      );
    } else {
      if (!close(Math.log(json.fit.samples.value), f.samples)) {
        differ(
          'fit: samples',
          `energy ${show(f.energy)}, counting ${show(f.counting)}, experts ${show(f.experts)}`,
          `${show(f.samples)} ${f.rule}`,
          `${json.fit.samples.value} ${json.fit.rule}`,
        );
      } else if (json.fit.rule !== f.rule) {
        differ('fit: rule', '', f.rule, json.fit.rule);
      }
      // Of several optimal assignments, and of several optimal parameters, any may be the one described.
      const own = (json.fit.conditions ?? [])
        .map((/** @type {any} */ c) => `${c.layer} ${Number(c.share).toPrecision(3)}`)
        .join('; ');
      const possible = winners(all, 1e-7).map((w) =>
        conditions(study, env, w.chosen)
          .map((c) => `${c.layer} ${c.share.toPrecision(3)}`)
          .join('; '),
      );
      if (!possible.includes(own)) {
        differ('fit: conditions', '', [...new Set(possible)].join(' | ') || 'none', own || 'none');
      }
    }
  }
}

/** firstComponent and learning. @param {import('./scene.mjs').Scene} scene */
export function compareComponents(scene) {
  const { study, json, differ, env, kappa, monomial, ridge } = scene;
  const keys = components(study);
  const single = !(study.target.directions > 1);
  if (single) {
    const parts = keys
      .map((key) => ({ key, all: energies(study, env, { only: [key], fast: true }, 0.002) }))
      .filter((q) => q.all);
    if (parts.length > 1 && !study.old) {
      const least = parts.reduce((a, b) => (b.all.e < a.all.e - 1e-9 ? b : a));
      if (!json.firstComponent) {
        differ('missing: firstComponent', 'firstComponent', `${least.key} ${show(least.all.e)}`, undefined);
      } else {
        monomial(
          'firstComponent',
          json.firstComponent.energy,
          least.all.e,
          exponents(study, winners(least.all, 0.002), { only: [least.key] }),
        );
      }
    }
    if (!json.learning) {
      differ('missing: learning', 'learning', '', undefined);
    }
    for (const { key, all: part } of json.learning ? parts : []) {
      const label = key === 'a' ? 'attentive' : `He_${key}`;
      const entry =
        json.learning.find((/** @type {any} */ l) => l.component === label) ??
        (parts.length === 1 ? json.learning[0] : undefined);
      if (!entry) {
        differ('learning', label, show(part.e), 'none');
        continue;
      }
      const list = winners(part, 0.002);
      const slopes = exponents(study, list, { only: [key] });
      monomial('learning: energy', entry.energy, part.e, slopes);
      monomial('learning: samples', entry.samples, part.e + kappa, slopes, ridge);
      const [exponent, after] = [-1, 1].map((side) => learningExponent(study, list, { only: [key] }, side));
      const got = entry.exponent === null ? Infinity : fraction(entry.exponent);
      if (
        (got > Math.max(exponent, after) + 1e-3 || got < Math.min(exponent, after) - 1e-3) &&
        !(exponent === Infinity && (entry.exponent === '0' || !Number.isFinite(got)))
      ) {
        differ('learning: exponent', label, `${exponent} below alpha = 1, ${after} above`, entry.exponent);
      }
    }
  }
}

/** algorithmic. @param {import('./scene.mjs').Scene} scene */
export function compareAlgorithms(scene) {
  const { study, json, differ, env } = scene;
  const a = algorithmic(study, logOf(study.input.d ?? study.input.S, env));
  const j = json.algorithmic;
  if (Boolean(a) !== Boolean(j)) {
    differ('algorithmic', study.kind, a ? 'an object' : null, j ? 'an object' : j);
  } else if (a && j) {
    const check = (/** @type {string} */ name, /** @type {number} */ log) => {
      if (!j[name] && study.old) {
        return;
      }
      if (!j[name]) {
        differ(`missing: algorithmic.${name}`, name, show(log), undefined);
      } else if (!close(Math.log(j[name].value), log)) {
        differ(`algorithmic.${name}`, '', show(log), j[name].value);
      }
    };
    for (const [name, log] of /** @type {[string, number][]} */ ([
      ['onePass', a.onePass],
      ['onlineSgd', a.onePass],
      ['smoothed', a.smoothed],
      ['smoothedSgd', a.smoothed],
      ['kernel', a.kernel],
      ['reused', a.reused],
    ])) {
      check(name, log);
    }
    for (const name of ['informationExponent', 'generativeExponent']) {
      if (j[name] !== /** @type {any} */ (a)[name] && !(study.old && j[name] === undefined)) {
        differ(
          j[name] === undefined ? `missing: algorithmic.${name}` : `algorithmic.${name}`,
          '',
          /** @type {any} */ (a)[name],
          j[name],
        );
      }
    }
    if (j.reused && !(Math.abs(j.reused.constant / a.constant() - 1) < 0.02)) {
      differ('algorithmic.reused.constant', '', a.constant(), j.reused.constant);
    }
  }
}
