import { algorithmic, type Monomial, type Study } from '../../../theory/index.js';

/**
 * What a validation that did not equilibrate must say of algorithms: whether the samples lie in the hard phase, where the data
 * allow learning and no known algorithm is fast (theory, "What an algorithm needs"; published).
 * @param study at the sizes that were measured.
 * @param samples P of the run.
 * @param sampleScale P*, from which on the data allow learning.
 * @returns a sentence; undefined where nothing is published for the study's data and target, and where P is below P*.
 */
export function algorithmicNote(study: Study, samples: number, sampleScale: number): string | undefined {
  const needs = algorithmic(study);
  if (!needs || samples < sampleScale) return undefined;
  const known = [needs.smoothedSgd, needs.onlineSgd, needs.kernel];
  const least = known.reduce((best, one) => (one.log(study.reference) < best.log(study.reference) ? one : best));
  const value = least.value(study.reference);
  const exponent = `information exponent ${needs.informationExponent}`;
  if (samples < value) {
    return `With P = ${whole(samples)} the data allow learning (P* ~ ${whole(sampleScale)}), but the fastest known algorithm needs about ${shown(least, value)} samples (${exponent}): a run that does not equilibrate there is expected, and says nothing against the prediction.`;
  }
  return `With P = ${whole(samples)} known algorithms learn as well (from about ${shown(least, value)} samples, ${exponent}): no hard phase explains that the run did not equilibrate; give it more steps or a smaller step size.`;
}

function shown(size: Monomial, value: number): string {
  return size.isConstant ? whole(value) : `${size.toString()} = ${whole(value)}`;
}

function whole(value: number): string {
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}
