import { algorithmName } from './algorithms.js';
import type { MeasurementMessages } from '../../validation/messages.js';
import type { Remedy } from '../../validation/measure/corrections.js';
import { numberText } from '../numbers.js';
import { counted } from './lists.js';
import { descentWords } from './validation-descent.js';
import type { WordsOf } from './words-of.js';

// As all that runs keep in their folders, these are English for everybody.

const severalComponents = (target: string): string =>
  `${target} has several components, which have a closed form for one dense layer on gaussian(d)`;

/** What of validations is said of levels, measurements and verdicts. */
export const measurementWords: WordsOf<MeasurementMessages> = {
  ...descentWords,

  'no-engine': ({ level, engine, engines }) =>
    `The ${level} level has no engine ${engine}; there is: ${engines.join(', ') || 'none yet'}.`,

  'no-size-to-sweep': ({ study, quantity, formula }) =>
    `${study} has no size to sweep: its ${quantity === 'E' ? 'energy' : 'P*'} is ${formula.toString()}. Give the input or a layer a free size (scale d = 64) instead of a number.`,
  'no-such-free-size': ({ study, size, sizes }) =>
    `${study} has no free size ${size} to sweep; it has ${sizes.join(', ') || 'none'}.`,

  'not-measurable-at-rate': ({ study, why }, words) => `${study} cannot be measured at the rate level: ${words(why)}.`,
  'no-hidden-layer': ({ network }) => `${network} has no hidden layer`,
  'unknown-input': () => 'its data are of a kind not known here',
  'layer-kind-unsupported': ({ layer, kind }) => `${layer} is a layer of kind ${kind}`,
  'layer-not-plain': ({ layer }) => `${layer} is not a plain layer`,
  'activation-without-function': ({ layer }) => `the activation of ${layer} has no function here`,
  'one-attention-layer': ({ target }) => `${target} asks for one attention layer, with at most one layer before it`,
  'layers-around-attention': ({ attention }) => `layers stand both before and behind ${attention}`,
  'curved-units-behind': ({ layer }) =>
    `${layer} stands behind attention and is no plain layer of linear units, whose features no curve bends`,
  'curved-units-before': ({ layer }) =>
    `${layer} stands before attention and is no plain layer of linear units, whose features no curve bends`,
  'low-rank-behind-layer': ({ attention, layer }) => `the scores of ${attention} have low rank behind ${layer}`,
  'layer-before-stream': ({ attention, layer }) =>
    `${layer} stands before ${attention}, which has an identity around it`,
  'second-layer-behind-stream': ({ attention, layer }) =>
    `${layer} is the second layer behind ${attention}, which has an identity around it`,
  'stream-layer-not-dense': ({ attention, layer }) =>
    `${layer} stands on what passes beside ${attention}, and is no dense layer without experts`,
  'components-need-one-layer': ({ target }) => severalComponents(target),
  'components-with-signal': ({ target }) => `${severalComponents(target)} without a signal`,
  'components-in-directions': ({ target }) => `each direction of ${target} has several components`,
  'attentive-beside-others': ({ target }) => `${target} has the attentive feature beside others`,
  'too-many-components': ({ target, most }) => `${target} has more than ${most} components`,
  'directions-past-measurable': ({ target, most }) => `${target} has more than ${most} directions`,
  'not-one-kind-of-direction': ({ target }) =>
    `${target} is not a sum of Hermite components along one kind of direction`,
  'form-first-layer': ({ target, form, layer }) =>
    `${layer} is not a plain dense layer that makes degree ${form}, behind which the form of ${target} is measured`,
  'form-layer-not-plain': ({ target, layer }) =>
    `${layer} is not a plain dense layer, as all that act on the form of ${target} must be`,
  'form-several-components': ({ target }) => `${target} has several components of its form`,
  'form-without-later-layer': ({ target }) =>
    `${target} is a curved function of a form, and no dense layer acts on what the first one makes of it`,
  'tokens-without-attentive': ({ target }) => `its input is tokens, and ${target} is not the attentive target`,
  'norm-before-readout': ({ layer }) =>
    `${layer} is a norm before the readout, which is no change of scale for it alone`,
  'directions-on-patches': ({ target }) => `${target} has several directions on patches`,
  'constant-target': ({ target }) => `${target} is a constant`,
  'skip-of-raw-data': ({ layer }) => `an identity skips ${layer}, and the raw data have another width`,
  'skip-of-other-width': ({ layer }) => `an identity skips ${layer}, which is not as wide as what comes in`,
  'skip-of-experts': ({ layer }) => `an identity skips the experts of ${layer}`,
  'layer-behind-experts': ({ layer }) =>
    `another layer follows the experts of ${layer}, and sees another feature on the inputs of each`,

  'estimated-at-equilibrium': ({ factor }) =>
    `P* is that of the lowest state at equilibrium, found without training. Its values should be right to a factor ${factor}.`,
  'error-of-estimate': () =>
    'Of each point: what the search leaves of it. How far the estimate may be from training is in its factor.',
  'no-estimate-in-reach': () => 'In the estimate no number of samples aligns this network with its target.',
  'measured-by-drawing': ({ why }, words) =>
    `It is measured by drawing networks: there is no model in closed form, as ${words(why)}.`,
  'sizes-lowered-to-draw': ({ sizes }) =>
    `Networks of the study's sizes are too large to be drawn often. Held are ${Object.entries(sizes)
      .map(([name, value]) => `${name} = ${value}`)
      .join(', ')}, all sizes to the same power, at which the heuristic shows the same pattern.`,
  'range-drawn': ({ variable, from, to }) =>
    `${variable} goes from ${from} to ${to}, where networks can be drawn in the time of the preset. So small sizes tell an exponent roughly.`,
  'too-large-to-draw': ({ study }) =>
    `${study} cannot be measured at the rate level: its networks are too large to be drawn, at any of its free sizes. Reduce the fixed sizes, or give the layers a free size (scale N = 64) instead of a number.`,
  'no-estimate': ({ target }) => `No estimate of the number of samples is known for this network and ${target}.`,

  'below-noise': ({ network }) =>
    `Drawn networks of ${network} hold so little of the target in all of the states that it does not show through the noise of the inputs. Sweep smaller sizes.`,

  'sweep-of-too-few-values': ({ variable }) =>
    `A sweep over ${variable} needs at least three different positive values.`,
  'network-too-small': ({ variable, value }) =>
    `At ${variable} = ${value} the network has fewer than two inputs or no unit; begin the sweep above it.`,
  'no-sizes-to-sweep': ({ study }) =>
    `${study} has no sizes to sweep: it hardly ever has two inputs and one unit. Change the reference values of its other sizes.`,
  'sweep-crosses-boundary': ({ low, high }) =>
    `The sweep crosses a boundary of the heuristic: ${low.pattern} with E ~ ${low.energy.toString()} at its lower end, ${high.pattern} with E ~ ${high.energy.toString()} at its upper end, which is what is compared.`,
  'pattern-at-no-size': ({ variable, end, pattern }) =>
    `Up to ${variable} = ${end} there is no range where both the heuristic and the saddle show ${pattern}.`,
  'pattern-seen-from': ({ pattern, variable, size }) =>
    `${pattern} is seen from about ${variable} = ${size}; the sweep begins above it.`,
  'pattern-left-above': ({ pattern, variable, size }) =>
    `${pattern} is left above about ${variable} = ${size}; the sweep ends before it.`,
  'other-pattern-at-reference': ({ variable, value }) =>
    `At ${variable} = ${value}, as the study has it, the lowest state shows another pattern.`,
  'query-passes-attention': () =>
    'The query passes beside attention, so what is measured is alignment with the target less all that is a function of the query alone.',
  'error-of-saddle': () =>
    'Of each point: the size of the logarithmic terms that a saddle leaves out, and the tolerance of the optimiser; not a statistical error.',

  'too-few-training-sizes': ({ study, variable }) =>
    `${study} has too few sizes to train at: a sweep needs three values of ${variable} at which the network has inputs and units.`,
  'scan-needs-sweep': ({ study, variable }) =>
    `${study} has a scan of the ridge: write at which sizes, as in sweep: ${variable} from 32 to 128.`,
  'scan-needs-samples': ({ study }) =>
    `${study} says nothing of its samples: a scan of the ridge needs samples: in the study.`,
  'not-trainable': ({ study, why }, words) =>
    `${study} cannot be trained here yet: ${typeof why === 'string' ? why : words(why)}.`,
  'target-not-numeric': ({ kind }) => `a target of kind ${kind} is not known in numbers`,
  'pilot-too-costly': ({ study, variable, value, threshold, samples, weights, preset }) =>
    `${study} is too dear to train: at ${variable} = ${value} the alignment stays below ${threshold} ` +
    `with all the samples that a pilot can afford (${Math.round(samples)}, of a network of ${weights} weights). ` +
    `Reduce the fixed sizes or the ridge, tie the widths to ${variable}, ${preset === 'full' ? '' : 'ask for the preset full, '}or give the sweep and the samples in a validate block.`,
  'training-too-costly': ({ value, preset }) =>
    `Training at the three smallest sizes, up to ${value}, is dearer than the preset ${preset} allows, even with fewer data sets: ` +
    `reduce the fixed sizes or the ridge, tie the widths to the swept size, ${preset === 'quick' ? 'ask for the preset full, ' : ''}or give the sweep and the samples in a validate block.`,
  'wide-interval-expected': ({ half }) =>
    `The exponent at these sizes is expected to be known to about ±${half.toFixed(2)}: the preset's time lasts for no more.`,
  'fewer-data-sets': ({ seeds, wanted }) =>
    `To stay within the preset there are ${seeds} data sets, where ${wanted} are wanted.`,
  'fewer-sample-numbers': ({ count, wanted }) =>
    `To stay within the preset there are ${count} numbers of samples instead of ${wanted}.`,
  'no-informed-start': () => 'No informed start is known for this pattern, so hysteresis cannot be seen.',
  'pilot-estimate': ({ variable, found }) =>
    `A pilot of short chains puts P* near ${found.map(({ size, samples }) => `${Math.round(samples)} at ${variable} = ${size}`).join(' and ')}; the samples lie around that.`,
  'sweep-ends-early': ({ variable, value }) =>
    `${variable} ends at ${value}: larger networks take longer than the preset allows.`,
  'sweep-crosses-patterns': ({ from, to }) =>
    `The sweep crosses a boundary of the heuristic, from ${from} to ${to}; the latter is compared.`,
  'finite-size-power': ({ variable, power, from, to }) =>
    `Units that learn one degree hold others too, and in small networks few are left to cancel them: the estimate, which counts this, has P* ~ ${variable}^${power.toFixed(2)} from ${variable} = ${from} to ${to}.`,
  'gradients-timed': ({ cores }) =>
    `A few gradients were timed on this machine, for ${cores} cores that nothing else uses.`,

  'descent-diverged': ({ halvings, ...point }) =>
    `At ${pointName(point)} training diverged, also with the learning rate halved ${counted(halvings, 'time')}. The point is not used.`,
  'point-diverged': ({ chains, ...point }) =>
    `At ${pointName(point)} ${counted(chains, 'chain')} diverged: the step is too long there. The point is not used.`,
  'chains-unmixed': ({ unmixed, points, worst, demanded }) =>
    `The chains have not mixed at ${unmixed} of ${counted(points, 'point')}: ` +
    `the worst is ${pointName(worst)}, with R-hat ${worst.rHat.toFixed(2)} and ` +
    `${Math.round(worst.effective)} effective draws a chain ` +
    `(${demanded.rHat} and ${demanded.effective} are demanded).`,
  'error-of-chains': () =>
    'Of each point: the standard error of the mean over its chains, their disagreement included; seeds are separate points.',

  'crossover-not-reached': ({ variable, seen, predicted }) =>
    `The sweep does not reach past the crossover: at the largest ${variable} the lowest state shows ${seen ?? 'another pattern'}, where ${predicted} is predicted.`,
  'too-few-sizes': ({ variable, least }) =>
    `Too few points: an exponent needs at least ${least} values of ${variable} past the crossover.`,
  'range-too-short': ({ variable, factor, least, ...read }) =>
    `Range too short: ${variable} grows by a factor ${factor.toPrecision(2)} only, and a verdict needs ${least}; ${exponents(read)}.`,
  'interval-too-wide': ({ variable, widest, remedies, ...read }) =>
    `The interval, which holds slow corrections to scaling, reaches more than ${widest} from the prediction: ${exponents(read)}. ${remedyText(variable, remedies)}`,
  'exponents-agree': (read) => `The exponents agree: ${exponents(read)}.`,
  'estimate-away': ({ tolerance, ...read }) =>
    `The interval holds the prediction, but the estimate is more than ${tolerance} away: ${exponents(read)}. Larger sizes would decide.`,
  'difference-unresolved': ({ tolerance, ...read }) =>
    `The exponents differ by less than ${tolerance}, which this range cannot resolve: ${exponents(read)}. Larger sizes would decide.`,
  'slopes-drift': ({ last, limit, ...read }) =>
    `The local slopes still drift, from ${last.toFixed(3)} at the largest sizes to ${limit.toFixed(3)} by extrapolation: ${exponents(read)}. Larger sizes would decide.`,
  'exponents-differ': ({ variable, factor, ...read }) =>
    `The exponents differ: ${exponents(read)}, over a factor ${Math.round(factor)} in ${variable}.`,
  'too-few-crossings': ({ variable, scan, threshold, crossings, outside }) => {
    const [above, below] = scan
      ? ['from the largest ridge on', 'down to the smallest']
      : ['from the fewest samples on', 'up to the most'];
    const sides = outside.map(
      ({ size, side }) =>
        `${variable} = ${size} (${side === 'above' ? `above ${threshold} ${above}` : `below ${threshold} ${below}`})`,
    );
    const why = sides.length > 0 ? ` No crossing at ${sides.join(', ')}.` : '';
    return `An exponent needs ${scan ? 'the transition' : 'P*'} at three values of ${variable} or more; so far there are ${crossings}.${why}`;
  },
  'chains-diverged': ({ points, ...read }) =>
    `Not equilibrated: chains of ${counted(points, 'point')} diverged, which are left out; ${wouldBe(read)}.`,
  'not-equilibrated': ({ slow, hysteresis, ...read }) =>
    `Not equilibrated: ${slowChains(slow)}; ` +
    `chains from the prior and informed ones differ by up to ${hysteresis.toFixed(2)} in alignment; ${wouldBe(read)}.`,
  'equilibrium-between-sides': ({ judgement, slow, prior, informed }, words) =>
    `${words(judgement)} Equilibrium is held between both sides: ${slowChains(slow)}, but P* from the prior and from informed starts agree within what the data sets differ by (exponents ${prior.toFixed(2)} and ${informed.toFixed(2)}, which the interval holds).`,

  'bridge-agrees': () => 'Training and estimate agree at the measured sizes, and estimate and heuristic at large ones.',
  'bridge-disagrees': ({ wrong, step }, words) =>
    wrong === 'estimate'
      ? `The mean-field estimate does not describe these small networks. ${words(step)}`
      : `The heuristic does not describe what the estimate finds at large sizes. ${words(step)}`,
  'bridge-undecided': ({ step }, words) => words(step),
  'bridge-exponents-agree': ({ within, ...read }) =>
    `Measured and estimated exponents agree at these sizes, within ${within}: ${bridgeReading(read)}.`,
  'bridge-exponents-differ': (read) =>
    `Measured and estimated exponents differ at these sizes: ${bridgeReading(read)}.`,
  'bridge-exponents-unresolved': ({ within, dataSets, ...read }) =>
    `The interval does not tell exponents ${within} apart at these sizes: ${bridgeReading(read)}. About ${dataSets} times as many data sets would decide.`,
  'bridge-exponents-unmeasured': ({ why }, words) => words(why),
  'bridge-values-agree': ({ factor, ...range }) =>
    `P* is ${ratioText(range)} times the estimate, within a factor ${factor}.`,
  'bridge-values-differ': ({ factor, ...range }) =>
    `P* is ${ratioText(range)} times the estimate, which is not within a factor ${factor}.`,
  'bridge-values-unresolved': ({ factor, ...range }) =>
    `P* is ${ratioText(range)} times the estimate: the intervals do not tell whether that is within a factor ${factor}. More data sets would decide.`,
  'bridge-limit-agrees': (read) =>
    `The exponents of estimate and heuristic agree at large sizes: ${limitReading(read)}.`,
  'bridge-limit-differs': (read) =>
    `The exponents of estimate and heuristic differ at large sizes: ${limitReading(read)}.`,
  'bridge-limit-drifts': ({ isBounded, change, ...read }) =>
    `The exponent of the estimate has not converged: ${limitReading(read)}; its last change is ${change.toFixed(3)}. ${largerSizes(isBounded)}`,
  'bridge-limit-unknown': ({ isBounded }) =>
    `The exponent of the estimate at large sizes is not known: too few sizes could be estimated. ${largerSizes(isBounded)}`,
  'bridge-without-estimate': ({ why }, words) =>
    `There is no estimate to compare with: ${typeof why === 'string' ? why : words(why)}`,
  'bridge-needs-data-sets': () =>
    'The spread of P* is not known: at least two data sets are needed at three sizes or more.',
  'bridge-limit-pending': () => 'The estimate at large sizes is still being computed.',

  'descents-diverged': ({ points, ...read }) =>
    `Training diverged at ${counted(points, 'point')} with every learning rate tried, which are left out; ${wouldBe(read)}.`,
  'no-rate-known': ({ optimiser, isForStudy, ...read }) =>
    `No rate of an algorithm is known ${isForStudy ? 'for these data and this target' : `for ${optimiser}`}: nothing to compare with; ${wouldBe(read)}.`,
  'logarithm-left-out': ({ judgement }, words) =>
    `${words(judgement)} That rate leaves out a logarithm of d, which can be the difference at these sizes.`,
  'rate-of-algorithm': ({ judgement, rate }, words) =>
    `Compared with the known rate of ${algorithmName(rate)}. ${words(judgement)}`,
  'beside-equilibrium': ({ judgement, variable, ratios, equilibrium, side }, words) => {
    const byEstimate = ratios.map(({ size, ratio }) => `${ratio.toPrecision(2)} times at ${variable} = ${size}`);
    const samples =
      ratios.length > 0 ? ` Samples over those that equilibrium is estimated to need: ${byEstimate.join(', ')}.` : '';
    const growth = {
      above: `The exponent lies above that of equilibrium, ${equilibrium}: descent needs more data at large ${variable}.`,
      below: `The exponent lies below that of equilibrium, ${equilibrium}.`,
      within: `The interval holds the exponent of equilibrium, ${equilibrium}.`,
    }[side];
    return `${words(judgement)}${samples} ${growth}`;
  },

  'run-of-other-study': ({ run, measured, study }) => `${run} measured ${measured}, not ${study}.`,
  'run-without-prefactor': ({ run, study }) =>
    `${run} has too few points for a prefactor: validate ${study} again first.`,
  'run-unfinished': ({ run, study, status }) => `${run} is ${status}: validate ${study} again first.`,
  'run-disagrees': ({ run }) =>
    `${run} disagrees with the prediction: where the exponent is another, a prefactor holds for no other size.`,
  'run-estimated': ({ run, study }) =>
    `${run} is an estimate of the samples that ${study} needs, which is shown without it: validate it at the level rate or training first.`,
  'run-scanned-ridge': ({ run, study }) =>
    `${run} scanned the ridge for a transition, which is no P* of ${study}: validate it without a scan first.`,
  'run-of-descent': ({ run, study }) =>
    `${run} trained by an ordinary optimiser, whose number of samples is no P* of ${study}: validate it at the level rate or training first.`,
  'run-of-other-network': ({ run, study }) =>
    `${run} measured another network or target than ${study} has now: validate it again first.`,
};

interface Reading {
  readonly exponent: number;
  readonly interval: readonly [number, number];
}

const exponents = ({
  predicted,
  atSizes,
  ...limit
}: Reading & { readonly predicted: string; readonly atSizes?: Reading }): string =>
  `${readingText(limit)} against ${predicted} predicted${atSizes ? ` (slope at these sizes: ${readingText(atSizes)})` : ''}`;

const readingText = ({ exponent, interval: [low, high] }: Reading): string =>
  `${exponent.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;

const bridgeReading = ({
  measured,
  interval,
  estimate,
}: { readonly measured: number } & Omit<Reading, 'exponent'> & { readonly estimate: number }): string =>
  `${readingText({ exponent: measured, interval })} measured, ${estimate.toFixed(3)} by the estimate`;

const limitReading = (read: { readonly estimate: number; readonly at: number; readonly heuristic: number }): string =>
  `${read.estimate.toFixed(3)} by the estimate at ${numberText(read.at)}, ${read.heuristic.toFixed(3)} by the heuristic`;

const largerSizes = (isBounded: boolean): string =>
  isBounded
    ? 'At larger sizes another pattern is predicted, so this network cannot decide it; tie its fixed sizes to the swept one.'
    : 'Only larger sizes could decide.';

const ratioText = ({ least, most }: { readonly least: number; readonly most: number }): string =>
  least === most ? least.toFixed(2) : `${least.toFixed(2)} to ${most.toFixed(2)}`;

/** What would make an interval narrow enough. */
function remedyText(variable: string, remedies: readonly Remedy[]): string {
  if (remedies.length === 0) return 'A wider range with smaller errors would decide.';
  const choices = remedies.map((remedy) => {
    switch (remedy.kind) {
      case 'range':
        return `${variable} up to ${numberText(remedy.upTo)}`;
      case 'errors':
        return `errors ${remedy.factor} times smaller`;
      case 'sizes':
        return `${remedy.count} values of ${variable} in this range`;
    }
  });
  return `Would decide, as far as the errors seen tell: ${choices.join(', or ')}.`;
}

const wouldBe = ({ exponent, interval }: Reading): string =>
  `the exponent would be ${exponent.toFixed(2)} [${interval.map((end) => end.toFixed(2)).join(', ')}]`;

const slowChains = (slow: { readonly points: number; readonly rHat: number; readonly demanded: number }): string =>
  `at ${counted(slow.points, 'point')} around the crossings single chains have not mixed ` +
  `(split R-hat up to ${slow.rHat.toFixed(2)}, where ${slow.demanded} is demanded)`;

function pointName({
  sizes,
  seed,
}: {
  readonly sizes: Readonly<Record<string, number>>;
  readonly seed: number;
}): string {
  return `${Object.entries(sizes)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ')}, seed ${seed}`;
}

/** A number of samples that a size stands for, beside the size unless that is a number itself. */
