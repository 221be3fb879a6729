import { t } from '@vscode/l10n';
import { AstUtils, UriUtils } from 'langium';
import { calibrationOf } from '../../theory/calibration.js';
import { calibrationsBeside, calibrationUri } from '../calibration/beside.js';
import { predictLowered } from '../lowering/prediction.js';
import { lowerStudy } from '../lowering/study.js';
import { check } from './check.js';

/** A calibration file that cannot be used, told at the first study: without studies nobody misses it. */
export const calibrationBroken = check('Study', ['arch-calibration-broken'], function* (node, { shared }) {
  if (node.$container.declarations.find(({ $type }) => $type === node.$type) !== node) return;
  const { uri } = AstUtils.getDocument(node);
  const { broken } = calibrationsBeside(uri, shared.workspace.FileSystemProvider);
  if (broken === undefined) return;
  const message = t`${UriUtils.basename(calibrationUri(uri))} cannot be used: ${broken}. No number is calibrated: correct the file, or delete it and calibrate again.`;
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
  const message = t`The network or target of ${node.name} has changed since it was measured (${runs.join(', ')}): its numbers are not calibrated. Validate it again and calibrate, or remove the calibration.`;
  yield { node, property: 'name', code: 'arch-calibration-outdated', severity: 'info', message };
});
