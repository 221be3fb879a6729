import { activations } from './activations/index.js';
import { kindOf } from './kinds/index.js';
import type { TheoryMessageOf } from './messages.js';
import type { Pattern } from './prediction.js';
import { bestAssignment, problemAt, problemOf, solutionOf, type Problem } from './solving/problem.js';
import type { Feature, Study } from './study.js';

/**
 * What is left out where a recurrent layer's gain is held by the noise of its units: the energy by the plain rule, by which the gain counts at every
 * step in full. Measurements contradict it (docs/results.md, "Recurrent, narrow"), and no prediction rests on it.
 * @returns undefined where the plain rule gives the same, as it does up to D^(T-1) = N.
 */
export function gainAtEveryStep(
  { network, target, reference }: Study,
  { energy }: Pattern,
): TheoryMessageOf<'gain-at-every-step'> | undefined {
  const problem = problemOf(network, target);
  const plain = withoutNoise(problem);
  const best = plain && bestAssignment(problemAt(plain, reference));
  if (!plain || !best || best.solved.logEnergy >= energy.log(reference) - 1e-7) return undefined;
  const { form } = solutionOf(plain, best);
  return { code: 'gain-at-every-step', energy: form.energy, reference };
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

/**
 * Plain layers of bounded units whose gains after the first multiply to more than the units that come before. Of the values
 * of N units the direction of the feature holds 1/N of the noise, and a gain acts on both. The rule for such layers is
 * published and is left as it is; measurements of narrow stacks contradict it (docs/results.md, "Recurrent, narrow").
 * @returns the layers that amplify one feature one after another: the gain of the last is too much.
 */
export function stackedGain(
  { network, reference }: Study,
  { layers }: Pattern,
): TheoryMessageOf<'stacked-gain'> | undefined {
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
      return { code: 'stacked-gain', layers: names, feature: degree ?? 1, gain: gains, units: fewest };
    }
    feature = degree;
    fewest = Math.min(fewest, units);
  }
  return undefined;
}
