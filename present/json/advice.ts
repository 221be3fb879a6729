import { words } from '../words/words.js';
import type { AdvisedStudy } from '../views/advice.js';
import { estimateJson } from './estimate.js';
import { fitJson } from './fit.js';
import { monomialJson } from './monomial.js';

/** Advice as `archscale advise --format json` prints it: docs/cli.md lists the fields. */
export function adviceJson(advised: AdvisedStudy) {
  const { study, advice } = advised;
  const { reference } = advice;
  return {
    study: study.name,
    goal: advice.goal,
    sizes: Object.fromEntries([...advice.sizes].map(([name, size]) => [name, monomialJson(size, reference)])),
    reference: Object.fromEntries([...advice.sizes.keys()].map((name) => [name, advice.wholeSizes.get(name) ?? null])),
    energy: monomialJson(advice.energy, reference),
    samples: monomialJson(advice.sampleScale, reference),
    estimate: estimateJson(advised),
    fit: fitJson(advice.fit, reference),
    parameters: monomialJson(advice.parameters, reference),
    pattern: [...advice.pattern],
    ranges: advice.ranges.map(({ names, least, most }) => ({
      sizes: [...names],
      least: monomialJson(least, reference),
      most: most ? monomialJson(most, reference) : null,
    })),
    learnable: advice.learnable ?? null,
    why: advice.why.map(words),
  };
}
