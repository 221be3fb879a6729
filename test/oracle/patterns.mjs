/** Compares the list of patterns: energies, exponents, and the terms at the program's own parameters. */
import { growth, layersOf } from './network.mjs';
import { energies, evaluate, exponents, nameOf } from './energy.mjs';
import { BRANCH, close, idle, IDLE, show } from './scene.mjs';

/** @param {import('./scene.mjs').Scene} scene */
export function patterns(scene) {
  const { study, json, differ, env, slow, monomial, best, firstName } = scene;
  const all = /** @type {NonNullable<typeof scene.all>} */ (scene.all);
  const near = (/** @type {{ e: number, list: any[] }} */ n) => n.list.filter((a) => a.e <= n.e + 0.002);
  const noEffect = (/** @type {string} */ name, /** @type {number} */ e) =>
    idle(name, e, (other) => all.names.get(other)?.e ?? Infinity);
  const seen = new Set();
  const first = json.patterns[0];
  for (const p of json.patterns) {
    const name = p.layers.map((/** @type {any} */ l) => l.pattern).join(', ');
    seen.add(name);
    const mine = all.names.get(name);
    if (!mine) {
      differ('pattern: not in the oracle', name, 'none', p.energy.value);
      continue;
    }
    const e = Math.log(p.energy.value);
    if (!close(e, mine.e)) {
      const used = energies(study, env, { used: true, name: name.split(', ') }, 0.002)?.names.get(name);
      if (used && close(used.e, e)) {
        if (!slow) {
          monomial('pattern energy', p.energy, used.e, exponents(study, near(used), { used: true }), {}, name);
        }
        continue; // section 6 lists energies of patterns whose layers all have an effect
      }
      differ(
        `pattern energy${e > mine.e && noEffect(name, mine.e) ? IDLE : ''}`,
        name,
        `${show(mine.e)}, ${used ? show(used.e) : 'none'} where every layer has an effect`,
        p.energy.value,
      );
      continue;
    }
    if (!slow) {
      monomial('pattern energy', p.energy, mine.e, exponents(study, near(mine)), {}, name);
    }
    // The terms at the program's own parameters.
    const chosen = p.layers.map((/** @type {any} */ l) => ({
      pattern: l.pattern,
      ...(l.degree !== undefined ? { on: l.degree === 'attentive' ? 'a' : String(l.degree) } : {}),
    }));
    const given = (/** @type {string} */ layer, /** @type {string} */ parameter) => {
      const l = p.layers.find((/** @type {any} */ q) => q.layer === layer);
      return parameter === 'm'
        ? l?.length?.value
          ? Math.log(l.length.value)
          : undefined
        : l?.parameter?.name === parameter
          ? Math.log(l.parameter.value)
          : undefined;
    };
    const at = evaluate(study, env, chosen, given);
    if (!at) {
      differ('pattern parameters', `${name}: impossible by the rules`, '', JSON.stringify(chosen));
    } else if (!close(at.e, e, 1e-5) || at.violated > 1e-6) {
      differ(
        'pattern parameters',
        `${name}: the largest term at its parameters`,
        `${show(at.e)}, bounds exceeded by ${at.violated.toFixed(4)}`,
        p.energy.value,
      );
    } else {
      for (const l of p.layers) {
        if (l.cost && !close(Math.log(l.cost.value), at.costs[l.layer], 1e-5)) {
          differ(
            `pattern cost${at.costs[l.layer] < Math.log(l.cost.value) ? BRANCH : ''}`,
            `${name}: ${l.layer}`,
            show(at.costs[l.layer]),
            l.cost.value,
          );
        }
      }
      if (!close(Math.log(p.readout.value), at.readout, 1e-5)) {
        differ(
          `pattern readout${at.readout < Math.log(p.readout.value) ? BRANCH : ''}`,
          name,
          show(at.readout),
          p.readout.value,
        );
      }
    }
    if (p.optimal !== (p === first)) {
      differ('pattern: optimal', name, p === first, p.optimal);
    }
    const ratio = e - Math.log(first.energy.value);
    if (Math.abs(ratio - Math.log(2)) > 1e-6 && p.competing !== (p !== first && ratio < Math.log(2))) {
      differ('pattern: competing', name, p !== first && ratio < Math.log(2), p.competing);
    }
  }
  if (json.complete !== false) {
    for (const [name, n] of all.names) {
      // A pattern in which some layer cannot have an effect need not be listed.
      if (!seen.has(name) && energies(study, env, { used: true, name: name.split(', ') }, 0)) {
        differ(`pattern: not in the program${noEffect(name, n.e) ? IDLE : ''}`, name, show(n.e), 'none');
      }
    }
  }
  if (!close(all.names.get(firstName)?.e ?? NaN, all.e)) {
    differ('winner', 'best pattern', nameOf(best[0].chosen), firstName);
  }
  // Second contract of patterns
  const acting = study.old
    ? []
    : layersOf(study)
        .map((l, i) => ({ l, p: first?.layers[i] }))
        .filter(({ p }) => p && p.pattern !== 'lazy');
  for (const { l, p } of acting) {
    const counts = l.type === 'attention' ? 'head' : l.type === 'conv' ? 'channel' : 'unit';
    if (p.counts !== counts) {
      differ(p.counts ? 'counts' : 'missing: counts', l.name, counts, p.counts);
    }
    const g = l.act ? growth(l.act) : 0;
    if (p.pattern === 'specialization' && g > 0 && !p.length) {
      differ('missing: length', l.name, g === 1 ? 'free' : 'a monomial', p.length);
    }
    if (p.pattern === 'specialization' && g === 1 && p.length && p.length !== 'free') {
      differ('length', l.name, 'free', JSON.stringify(p.length));
    }
  }
}
