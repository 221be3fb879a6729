import { AstUtils, UriUtils } from 'langium';
import { calibratedScale, sampleVerdict, calibrationOf, type KeptPrefactor } from '../../../theory/calibration.js';
import type { Prediction } from '../../../theory/prediction.js';
import type { Study } from '../../../theory/study.js';
import { calibrationsBeside, calibrationUri, prefactorsOf } from '../../calibration/beside.js';
import * as ast from '../../generated/ast.js';
import { predictLowered } from '../../lowering/prediction.js';
import { lowerStudy } from '../../lowering/study.js';
import type { LanguageMessage } from '../../messages.js';
import { check, type Finding } from '../check.js';

/** Below this ridge, kappa counts as going to 0. */
const vanishingRidge = 0.01;

/** In mean-field scaling with a vanishing ridge, P* = kappa E says nothing any more. */
export const meanfieldVanishingRidge = check('RidgeProperty', ['arch-meanfield-vanishing-ridge'], function* (property) {
  const study = lowerStudy(property.$container);
  if (study?.network.output.scaling !== 'meanfield') return;
  const value = Math.exp(study.ridge.log(study.reference));
  if (value >= vanishingRidge) return;
  const message: LanguageMessage = { code: 'meanfield-vanishing-ridge' };
  yield { node: property, property: 'ridge', code: 'arch-meanfield-vanishing-ridge', severity: 'warning', message };
});

/** Tells when the samples of a study do not reach what learning needs. */
export const samplesBelow = check('SamplesProperty', ['arch-samples-below'], function* (property, { shared }) {
  if (!ast.isStudy(property.$container)) return;
  const study = lowerStudy(property.$container);
  const prediction = study && predictLowered(study);
  if (!study?.samples || !prediction) return;
  const base = { node: property, property: 'samples', code: 'arch-samples-below', severity: 'info' } as const;
  const { samples } = calibrationOf(study, prediction, prefactorsOf(property.$container, shared));
  if (samples) {
    const finding = belowCalibrated(study, prediction, samples);
    if (finding) yield { ...base, ...finding };
    return;
  }
  if (prediction.learnable !== false) return;
  const { sampleScale } = prediction;
  const [given, needed] = [study.samples.value(study.reference), sampleScale.value(study.reference)];
  const message: LanguageMessage = { code: 'samples-below', samples: given, sampleScale, needed };
  yield { ...base, message, data: { samples: sampleScale.toString() } };
});

/** The same in measured numbers: below the whole interval of P*, not only below its scale. */
function belowCalibrated(
  study: Study,
  { sampleScale, fit }: Prediction,
  kept: KeptPrefactor,
): Pick<Finding, 'message' | 'data'> | undefined {
  const needed = calibratedScale(study, sampleScale, kept);
  if (sampleVerdict(study, needed, fit) !== 'below') return undefined;
  const samples = study.samples?.value(study.reference) ?? 0;
  return {
    message: { code: 'samples-below-calibrated', samples, needed: needed.value, run: kept.run },
    data: { calibratedSamples: String(Math.ceil(needed.interval[1])) },
  };
}

/** A calibration file that cannot be used, told at the first study: without studies nobody misses it. */
export const calibrationBroken = check('Study', ['arch-calibration-broken'], function* (node, { shared }) {
  if (node.$container.declarations.find(({ $type }) => $type === node.$type) !== node) return;
  const { uri } = AstUtils.getDocument(node);
  const { broken: reason } = calibrationsBeside(uri, shared.workspace.FileSystemProvider);
  if (!reason) return;
  const message: LanguageMessage = { code: 'calibration-broken', file: UriUtils.basename(calibrationUri(uri)), reason };
  yield { node, property: 'name', code: 'arch-calibration-broken', severity: 'warning', message };
});

/** A prefactor that was measured on another network or target than the study has now. */
export const calibrationOutdated = check('Study', ['arch-calibration-outdated'], function* (node, { shared }) {
  const kept = calibrationsBeside(AstUtils.getDocument(node).uri, shared.workspace.FileSystemProvider).kept;
  const own = node.name === undefined ? undefined : kept?.get(node.name);
  const study = own && lowerStudy(node);
  const prediction = study && predictLowered(study);
  if (!prediction) return;
  const runs = calibrationOf(study, prediction, own).unused.flatMap((one) =>
    one.why === 'changed' ? one.kept.run : [],
  );
  if (runs.length === 0) return;
  const message: LanguageMessage = { code: 'calibration-outdated', study: node.name, runs };
  yield { node, property: 'name', code: 'arch-calibration-outdated', severity: 'info', message };
});
