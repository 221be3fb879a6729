/** Compares boundaries, crossings and changes of formula. */
import { energies, exponents, sizes, winners } from './energy.mjs';
import { close, IDLE, idle, show, valid } from './scene.mjs';

/** @param {import('./scene.mjs').Scene} scene */
export function changes(scene) {
  const { study, json, firstName, slow, differ } = scene;
  const energyOf = (/** @type {any} */ shift, /** @type {string} */ name) =>
    energies(study, sizes(study, shift), { name: name.split(', ') }, 0)?.e ?? Infinity;
  const leastAt = (/** @type {any} */ shift) =>
    energies(study, sizes(study, shift), { fast: true }, 1e-7)?.e ?? Infinity;
  for (const s of study.sizes.filter((/** @type {any} */ q) => !q.tie)) {
    const list = json.boundaries
      .filter((/** @type {any} */ b) => b.variable === s.name)
      .sort((/** @type {any} */ p, /** @type {any} */ q) => p.value - q.value);
    const at = (/** @type {number} */ v) => ({ [s.name]: Math.log(v / s.value) });
    for (const b of list) {
      for (const [v, name] of [
        [b.value * (1 - 1e-3), b.below],
        [b.value * (1 + 1e-3), b.above],
      ]) {
        if (valid(study, sizes(study, at(v))) && !slow) {
          const e = leastAt(at(v));
          if (!close(energyOf(at(v), name), e, 1e-5)) {
            differ(
              'boundary',
              `${b.condition}: ${name} at ${s.name} = ${v.toPrecision(5)}`,
              show(e),
              show(energyOf(at(v), name)),
            );
          }
        }
      }
    }
    for (const factor of slow ? [1 / 16, 16] : [1 / 256, 1 / 16, 1 / 4, 1 / 2, 2, 4, 16, 256]) {
      const v = s.value * factor;
      if (!valid(study, sizes(study, at(v)))) {
        continue;
      }
      let claimed = firstName;
      for (const b of factor > 1 ? list : [...list].reverse()) {
        if (factor > 1 && b.value >= s.value && b.value < v) {
          claimed = b.above;
        } else if (factor < 1 && b.value <= s.value && b.value > v) {
          claimed = b.below;
        }
      }
      const e = leastAt(at(v));
      if (!close(energyOf(at(v), claimed), e, 1e-5)) {
        differ(
          'boundary missing',
          `${s.name} = ${v.toPrecision(5)}: claimed ${claimed}`,
          show(e),
          show(energyOf(at(v), claimed)),
        );
      }
    }
    for (const c of json.crossings.filter((/** @type {any} */ q) => q.variable === s.name && !slow)) {
      if (!valid(study, sizes(study, at(c.value)))) {
        continue;
      }
      const [below, above] = [c.below, c.above].map((name) => energyOf(at(c.value), name));
      const used = [c.below, c.above].map(
        (name) => energies(study, sizes(study, at(c.value)), { used: true, name: name.split(', ') }, 0)?.e ?? Infinity,
      );
      if (![below, used[0]].some((p) => [above, used[1]].some((q) => close(p, q, 1e-5)))) {
        const none = [
          [c.below, below],
          [c.above, above],
        ].some(([name, e]) => idle(name, e, (other) => energyOf(at(c.value), other)));
        differ(
          `crossing${none ? IDLE : ''}`,
          `${c.condition}: ${c.below} and ${c.above}`,
          `${show(below)}, ${show(above)}`,
          'equal',
        );
      }
    }
  }
  if (!json.formulaChanges && study.old) {
    return;
  }
  if (!json.formulaChanges) {
    differ('missing: formulaChanges', 'formulaChanges', 'a list', undefined);
    return;
  }
  for (const b of json.formulaChanges) {
    const s = study.sizes.find((/** @type {any} */ q) => q.name === b.variable);
    const slope = (/** @type {number} */ factor) => {
      const shift = { [s.name]: Math.log((b.value * factor) / s.value) };
      const all = energies(study, sizes(study, shift), { fast: true }, 0.002);
      return all ? exponents(study, winners(all, 0.002), {}, shift) : {};
    };
    const [below, above] = [slope(0.99), slope(1.01)];
    if (!Object.keys(below).some((n) => Math.abs(below[n].left - above[n].right) > 1e-3)) {
      differ('formulaChanges', b.condition, 'the exponents do not change', '');
    }
  }
}
