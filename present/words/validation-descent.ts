import type { DescentMessages } from '../../validation/descent/messages.js';
import { counted } from './lists.js';
import type { WordsOf } from './words-of.js';

/** What plans and points of the level descent say: English for everybody, as all that runs keep in their folders. */
export const descentWords: WordsOf<DescentMessages> = {
  'scan-at-descent': ({ study }) =>
    `${study} scans the ridge, which the level descent does not do: remove scan, or write level: training.`,
  'descent-pilot-too-costly': ({ study, variable, value, threshold, samples, optimiser, epochs, preset }) =>
    `${study} stays below the threshold with what a pilot can afford: at ${variable} = ${value} ${optimiser} keeps the alignment below ${threshold} ` +
    `up to ${Math.round(samples)} samples and ${counted(epochs, 'epoch')}. ` +
    `Reduce the fixed sizes, take another optimiser${preset === 'full' ? '' : ', ask for the preset full'}, or lower the threshold.`,
  'descent-pilot': ({ variable, found }) =>
    `A pilot of short descents puts P*_alg near ${found.map(({ size, samples }) => `${Math.round(samples)} at ${variable} = ${size}`).join(' and ')}; the samples lie around that.`,
  'learning-rate-swept': ({ variable, size, samples, tried, share, adaptive }) =>
    `Learning rates at ${variable} = ${size} and ${samples} samples, in units of ${adaptive ? '1 / mean |df/dθ|₁' : '1 / curvature'}, and the mean alignments: ` +
    `${tried.map((one) => `${one.share}: ${one.alignment.toFixed(2)}`).join(', ')}. ${share} is used at every size, in the unit that is measured there.`,
  'descent-as-trained': ({ optimiser, batch, epochs, heldOut, looks, patience }) => {
    const size = batch === undefined ? 'all samples a step' : `batches of ${batch}`;
    const stop =
      heldOut === 0
        ? 'each sample is used once'
        : `at most ${epochs} epochs, stopped when the error on ${Math.round(100 * heldOut)} % of the samples has not fallen for ${patience} of ${looks} looks`;
    return `Trained by ${optimiser} from the prior: ${size}, ${stop}; weight decay κ/P, P the samples trained on.`;
  },
  'error-of-descent': () =>
    'Of each point: the standard error of the alignment over the fresh inputs; seeds are separate points.',
};
