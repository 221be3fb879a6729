/** Compares one study of `archscale predict --format json` with the oracle. Each difference: { kind, what, oracle, program }. */
import { changes } from './changes.mjs';
import { compareAlgorithms, compareComponents, compareFit } from './fields.mjs';
import { patterns } from './patterns.mjs';
import { close, fraction, makeScene, show } from './scene.mjs';

/** @param {any} study @param {any} json the study's JSON, undefined where there is none */
export function compare(study, json) {
  const scene = makeScene(study, json);
  const { out, differ, all, monomial, kappa, winning, ridge } = scene;
  if (!all || !json) {
    if (Boolean(all) !== Boolean(json)) {
      differ(
        'representable',
        'study',
        all ? show(all.e) : 'not representable',
        json ? json.samples?.value : 'no study',
      );
    }
    return out;
  }
  monomial('samples', json.samples, kappa + all.e, winning, ridge);
  if (json.inBase && json.samples && Object.values(winning).every((s) => !s.kink)) {
    const used = Object.entries(json.samples.exponents);
    if (
      used.some(([n]) => n !== json.inBase.base) ||
      !close(fraction(json.inBase.exponent), fraction(json.samples.exponents[json.inBase.base] ?? '0'))
    ) {
      differ('inBase', json.inBase.base, JSON.stringify(json.samples.exponents), json.inBase.exponent);
    }
  }
  patterns(scene);
  compareFit(scene);
  compareComponents(scene);
  compareAlgorithms(scene);
  changes(scene);
  return out;
}
