import { t } from '@vscode/l10n';
import {
  calibratedSamples,
  sampleVerdict,
  calibrationOf,
  type Bracket,
  type KeptPrefactor,
} from '../../theory/calibration.js';
import type { Study } from '../../theory/study.js';
import { prefactorsOf } from '../calibration/beside.js';
import * as ast from '../generated/ast.js';
import { predictLowered } from '../lowering/prediction.js';
import { lowerStudy } from '../lowering/study.js';
import { check, type Finding } from './check.js';

/** Below this ridge, kappa counts as going to 0. */
const vanishingRidge = 0.01;

/** In mean-field scaling with a vanishing ridge, P* = kappa E says nothing any more. */
export const meanfieldVanishingRidge = check('RidgeProperty', ['arch-meanfield-vanishing-ridge'], function* (property) {
  const study = lowerStudy(property.$container);
  if (study?.network.output.scaling !== 'meanfield') return;
  const value = Math.exp(study.ridge.log(study.reference));
  if (value >= vanishingRidge) return;
  const message = t(
    'With scaling: meanfield (chi above 1) the bound becomes vacuous as the ridge kappa goes to 0: raise the ridge, or do not read P* as a prediction.',
  );
  yield { node: property, property: 'ridge', code: 'arch-meanfield-vanishing-ridge', severity: 'warning', message };
});

/** Tells when the samples of a study do not reach what learning needs. */
export const samplesBelow = check('SamplesProperty', ['arch-samples-below'], function* (property, { shared }) {
  if (!ast.isStudy(property.$container)) return;
  const study = lowerStudy(property.$container);
  const prediction = study && predictLowered(study);
  if (!study?.samples || !prediction) return;
  const { winner } = calibrationOf(study, prediction, prefactorsOf(property.$container, shared));
  if (winner) {
    const finding = belowCalibrated(study, calibratedSamples(study, prediction.sampleScale, winner), winner);
    if (finding) yield { node: property, property: 'samples', ...finding };
    return;
  }
  if (prediction.learnable !== false) return;
  const needed = prediction.sampleScale;
  const [given = Number.NaN, least = Number.NaN] = [study.samples, needed].map((size) =>
    Number(size.value(study.reference).toPrecision(3)),
  );
  const message = t`P = ${given} is below P* ~ ${needed.toUnicode()} = ${least}: by the heuristic this study does not learn its target. Its numbers are of an order of magnitude.`;
  yield {
    node: property,
    property: 'samples',
    code: 'arch-samples-below',
    severity: 'info',
    message,
    data: { samples: needed.toString() },
  };
});

/** The same in measured numbers: below the whole interval of P*, not only below its scale. */
function belowCalibrated(
  study: Study,
  samples: Bracket,
  { run }: KeptPrefactor,
): Pick<Finding, 'code' | 'severity' | 'message' | 'data'> | undefined {
  if (sampleVerdict(study, samples) !== 'below') return undefined;
  const [given = Number.NaN, least = Number.NaN] = [study.samples?.value(study.reference) ?? 0, samples.value].map(
    (value) => Number(value.toPrecision(3)),
  );
  return {
    code: 'arch-samples-below',
    severity: 'info',
    message: t`P = ${given} is below P* = ${least}, calibrated by run ${run}: by the heuristic this study does not learn its target.`,
    data: { calibratedSamples: String(Math.ceil(samples.interval[1])) },
  };
}
