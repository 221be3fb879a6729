import { expertsLeftOut } from './experts-left-out.js';
import { formDegreeOf, isFormFeature } from './features.js';
import type { Fit } from './needs.js';
import type { TheoryMessage } from './messages.js';
import type { Pattern } from './prediction.js';
import { smallComponents } from './small-components.js';
import { gainAtEveryStep, stackedGain } from './repeated-gain.js';
import type { Study } from './study.js';
import { beyondOf, formOf, targetComponents, targetFeatures } from './target.js';

/** A component with a smaller share of <y,y> than this is lost among the digits of a double. */
const negligibleShare = 1e-12;

/**
 * What a prediction leaves out, and what to be wary of.
 * @param patterns ranked, best first.
 * @param fit what a small error needs beyond alignment.
 * @param complete whether every pattern is listed.
 * @param bounded whether boundaries and crossings are computed.
 */
export function omissions(
  study: Study,
  patterns: readonly Pattern[],
  { conditions }: Fit,
  complete: boolean,
  bounded: boolean,
): TheoryMessage[] {
  const { network, target } = study;
  const [winner] = patterns;
  const competing = patterns.filter((pattern) => pattern.competing).map((pattern) => pattern.name);
  const messages: TheoryMessage[] = [{ code: 'scales-only' }, { code: 'necessary-not-sufficient' }];
  if (competing.length > 0)
    messages.push({ code: 'patterns-compete', patterns: competing, layers: network.layers.length });
  const single = winner?.layers.find((layer) => layer.parameter?.bound === 'lower');
  if (single?.parameter) {
    const { layer, parameter, length } = single;
    messages.push({ code: 'held-at-one', layer, parameter, length });
  }
  for (const { name, kind, sizes } of network.layers) {
    if (kind === 'dense' && sizes['experts']) messages.push({ code: 'random-routing', layer: name });
  }
  if (winner) {
    messages.push(...expertsLeftOut(study, winner).map((clause) => ({ code: 'sentence', clause }) as const));
    messages.push(...[gainAtEveryStep(study, winner), stackedGain(study, winner)].filter((one) => one !== undefined));
  }
  messages.push(...conditions.map((one) => ({ code: 'capacity', ...one, reference: study.reference }) as const));
  if (winner) messages.push(...smallComponents(study, winner));
  if (study.noise) messages.push({ code: 'noise-left-out', noise: study.noise, reference: study.reference });
  const beyond = beyondOf(target);
  if (beyond !== undefined) messages.push({ code: 'degrees-left-out', target: target.name, above: beyond });
  messages.push(...ofForm(study));
  const negligible = targetComponents(target).filter(({ weight }) => weight < negligibleShare);
  if (negligible.length > 0) {
    const components = negligible.map(({ name }) => name);
    messages.push({ code: 'components-negligible', target: target.name, components, share: negligibleShare });
  }
  if (network.output.scaling === 'meanfield') messages.push({ code: 'meanfield-vacuous' });
  if (winner?.provenance.some((rule) => rule.status === 'conjecture')) messages.push({ code: 'rests-on-conjecture' });
  if (!complete) messages.push({ code: 'too-deep-to-list' });
  if (!bounded) messages.push({ code: 'no-boundaries' });
  return messages;
}

/**
 * What is left out for a form p of degree k: He_j(p) with j >= 2 has a share of order 1/d of plain degree k j - 2, whose alignment alone can cost
 * less; and a form that few directions describe is cheaper than one in all of them (theory, "Hierarchical targets"; derived).
 */
function ofForm({ target, network }: Study): TheoryMessage[] {
  const form = formOf(target);
  if (form === undefined || network.input.kind !== 'gaussian') return [];
  const { dimension } = network.input;
  const curved = targetFeatures(target)
    .filter(isFormFeature)
    .map(formDegreeOf)
    .filter((degree) => degree >= 2);
  const lower = curved.map((degree) => ({ code: 'form-has-lower-degrees', form, degree, dimension }) as const);
  return [...lower, { code: 'form-without-low-rank', form, dimension }];
}
