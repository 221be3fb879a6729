import { t } from '@vscode/l10n';
import { activations } from './activations.js';
import { kindOf } from './kinds/index.js';
import type { Pattern } from './prediction.js';
import { bestAssignment, problemAt, problemOf, solutionOf, type Problem } from './solving/problem.js';
import type { Feature, Study } from './study.js';
import { featureName } from './target.js';

/**
 * What is left out where a recurrent layer's gain is held by the noise of its units: the energy by the plain rule, by which the gain counts at every
 * step in full. Measurements contradict it (docs/results.md, "Recurrent, narrow"), and no prediction rests on it.
 * @returns one sentence; undefined where the plain rule gives the same, as it does up to D^(T-1) = N.
 */
export function contradictedGain({ network, target, reference }: Study, { energy }: Pattern): string | undefined {
  const problem = problemOf(network, target);
  const plain = withoutNoise(problem);
  const best = plain && bestAssignment(problemAt(plain, reference));
  if (!plain || !best || best.solved.logEnergy >= energy.log(reference) - 1e-7) return undefined;
  const { form } = solutionOf(plain, best);
  const value = form.energy.value(reference);
  return t`A gain that counted at every step of a recurrent layer would give E ~ ${form.energy.toString()} = ${Number(value.toPrecision(3))}. Measurements contradict it: a gain acts on the noise of the layer's N units too, so that all steps after the first are taken to count N at most.`;
}

/** The same rules without the cap that noise sets; undefined where there is none. */
function withoutNoise(problem: Problem): Problem | undefined {
  let isCapped = false;
  const layers = problem.table.layers.map((moves) =>
    moves.map((move) => {
      const again = move.again?.map((application) => ({
        ...application,
        caps: application.caps.filter(({ rule }) => rule !== 'repeated-gain'),
      }));
      isCapped ||= again?.some(({ caps }, time) => caps.length < (move.again?.[time]?.caps.length ?? 0)) ?? false;
      return again ? { ...move, again } : move;
    }),
  );
  return isCapped ? { ...problem, table: { ...problem.table, layers } } : undefined;
}

/** Layers that amplify the same feature one after another, further than the units between them can. */
export interface StackedGain {
  /** The first of them whose gain is too much. */
  readonly layer: string;
  /** `h1 and h2 amplify He_1 one after another, ...` */
  readonly sentence: string;
}

/**
 * Plain layers of bounded units whose gains after the first multiply to more than the units that come before. Of the values of N units the direction of the feature holds
 * 1/N of the noise, and a gain acts on both. The rule for such layers is published and is left as it is; measurements of narrow stacks contradict
 * it (docs/results.md, "Recurrent, narrow").
 */
export function stackedGain({ network, reference }: Study, { layers }: Pattern): StackedGain | undefined {
  let [names, gains, fewest]: [string[], number, number] = [[], 1, Infinity];
  let feature: Feature | undefined;
  for (const [index, { layer, pattern, degree, parameter }] of layers.entries()) {
    const own = network.layers[index];
    if (own?.kind === 'norm') continue;
    const units = own && kindOf(own).units(own)?.value(reference);
    if (
      !own ||
      pattern !== 'gfl' ||
      !parameter ||
      units === undefined ||
      !activations.get(own.activation ?? '')?.isBounded
    ) {
      [names, gains, fewest] = [[], 1, Infinity];
      continue;
    }
    const goesOn = names.length > 0 && degree === feature;
    [names, gains, fewest] = goesOn
      ? [[...names, layer], gains * parameter.size.value(reference), fewest]
      : [[layer], 1, Infinity];
    if (gains > fewest * (1 + 1e-9)) {
      const last = names.pop() ?? '';
      const sentence = t`${names.join(', ')} and ${last} amplify ${featureName(degree ?? 1)} one after another, and the gains after the first multiply to ${Number(gains.toPrecision(3))}: they act on the noise of the ${Number(fewest.toPrecision(3))} units before them as well, which fills them. Measurements of narrow layers contradict this energy, which is too low.`;
      return { layer: last, sentence };
    }
    feature = degree;
    fewest = Math.min(fewest, units);
  }
  return undefined;
}
