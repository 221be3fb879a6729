import type { DiagnosticCode } from '../problem.js';
import { ambiguousImport } from './ambiguous-import.js';
import { calibrationBroken, calibrationOutdated } from './calibration.js';
import type { Check } from './check.js';
import { duplicateLayer, duplicateName } from './duplicate-name.js';
import { activeExperts } from './experts.js';
import { layerFitsInput, outputFitsInput } from './fit.js';
import { importOutside } from './import-outside.js';
import { importCycle, importMissing } from './imports.js';
import { duplicateArgument, missingArgument, unknownArgument } from './layer-arguments.js';
import { networkParts } from './network-parts.js';
import { dataUsable } from './data.js';
import { notImported } from './not-imported.js';
import { plainNumber } from './plain-number.js';
import { meanfieldVanishingRidge, samplesBelow } from './prediction.js';
import { targetRepresentable } from './representable.js';
import { boundaryRemarks, remarks } from './remarks.js';
import { relationCycle, relationWithoutScale, scaleWithoutValue } from './scale.js';
import { signal, signalOfDirections } from './signal.js';
import { size } from './size.js';
import { sweepRange } from './validation/range.js';
import { scan } from './validation/scan.js';
import { duplicateSetting, repeatedSamples, settingCount, threshold, unusedSetting } from './validation/settings.js';
import { followingSize, sweptSize } from './validation/sizes.js';
import { ambiguousSize, duplicateProperty, studyNeeds } from './study-properties.js';
import { attentiveComponentDegree, coefficient, hermiteComponentDegree, targetEmpty, targetMixture } from './target.js';
import { functionArgument, functionDegree, unknownFunction } from './target-function.js';
import { targetDirections, targetProduct } from './target-product.js';
import { unknownActivation } from './unknown-activation.js';
import { wholeNumber } from './whole-number.js';
import { widthBelowOne } from './width-below-one.js';

/** Every check of the language. */
export const checks: readonly Check[] = [
  importMissing,
  importCycle,
  importOutside,
  ambiguousImport,
  duplicateName,
  scaleWithoutValue,
  relationCycle,
  relationWithoutScale,
  notImported,
  dataUsable,
  size,
  widthBelowOne,
  networkParts,
  duplicateLayer,
  layerFitsInput,
  outputFitsInput,
  missingArgument,
  unknownArgument,
  duplicateArgument,
  unknownActivation,
  activeExperts,
  signal,
  wholeNumber,
  plainNumber,
  hermiteComponentDegree,
  attentiveComponentDegree,
  coefficient,
  targetEmpty,
  targetMixture,
  targetProduct,
  targetDirections,
  unknownFunction,
  functionDegree,
  functionArgument,
  studyNeeds,
  duplicateProperty,
  ambiguousSize,
  targetRepresentable,
  signalOfDirections,
  meanfieldVanishingRidge,
  samplesBelow,
  duplicateSetting,
  sweptSize,
  followingSize,
  sweepRange,
  settingCount,
  threshold,
  repeatedSamples,
  scan,
  unusedSetting,
  remarks,
  boundaryRemarks,
  calibrationBroken,
  calibrationOutdated,
];

/** Every code that a diagnostic of the language can carry. */
export const diagnosticCodes: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  'arch-syntax',
  'arch-unknown-name',
  'arch-unknown-code',
  ...checks.flatMap(({ codes }) => codes),
]);
