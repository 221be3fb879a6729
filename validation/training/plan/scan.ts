import type { Feature, Study } from '../../../theory/index.js';
import { targetFeatures } from '../../../theory/target.js';
import { NotMeasurableError } from '../../errors.js';
import type { PlanOptions, Preset, RidgeScan } from '../../plan.js';
import type { SampleSetting } from '../sample/posterior.js';
import type { SizedStudy } from './range.js';
import { labelSetting } from './range.js';

/** Ridges at each size. */
const ridges: Readonly<Record<Preset, number>> = { quick: 5, full: 8 };

/**
 * The ridges to measure at a size of a scan, with the study's own number of samples: evenly spaced in logarithms, from the largest on.
 * @throws NotMeasurableError when the study does not say how many samples it has.
 */
export function scannedSettings(sized: SizedStudy, { from, to }: RidgeScan, preset: Preset): SampleSetting[] {
  const { study } = sized;
  if (!study.samples) throw new NotMeasurableError({ code: 'scan-needs-samples', study: study.name });
  const samples = Math.max(2, Math.round(study.samples.value(study.reference)));
  const [low, high] = [from.value(study.reference), to.value(study.reference)];
  return Array.from({ length: ridges[preset] }, (_, index) => {
    const ridge = high * (low / high) ** (index / (ridges[preset] - 1));
    return { ...labelSetting(sized), samples, ridge: Number(ridge.toPrecision(4)) };
  });
}

/**
 * The component whose alignment tells whether units have specialised: of a target of several degrees the highest, as the lower ones are
 * learned before. Undefined for a target of one component, which is that itself.
 */
export function scannedComponent({ target }: Study, { scan }: PlanOptions): Feature | undefined {
  const features = scan ? targetFeatures(target) : [];
  return features.length > 1 ? features.at(-1) : undefined;
}
