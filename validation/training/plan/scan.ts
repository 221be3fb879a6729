import type { Study } from '../../../theory/index.js';
import { NotMeasurableError } from '../../errors.js';
import type { LangevinMethod, PlanOptions, Preset, RidgeScan, Sampling } from '../../plan.js';
import type { PlacedStudy } from './range.js';

/** What of a point's sampling decides its place on a curve. */
export type SampleSetting = Pick<Sampling, 'samples' | 'ridge'>;

/** Ridges at each size. */
const ridges: Readonly<Record<Preset, number>> = { quick: 5, full: 8 };

/**
 * The ridges to measure at a place of a scan, with the study's own number of samples: evenly spaced in logarithms, from the largest on.
 * @throws NotMeasurableError when the study does not say how many samples it has.
 */
export function scannedLoads({ study }: PlacedStudy, { from, to }: RidgeScan, preset: Preset): SampleSetting[] {
  if (!study.samples)
    throw new NotMeasurableError(
      `${study.name} says nothing of its samples: a scan of the ridge needs samples: in the study.`,
    );
  const samples = Math.max(2, Math.round(study.samples.value(study.reference)));
  const [low, high] = [from.value(study.reference), to.value(study.reference)];
  return Array.from({ length: ridges[preset] }, (_, index) => {
    const ridge = high * (low / high) ** (index / (ridges[preset] - 1));
    return { samples, ridge: Number(ridge.toPrecision(4)) };
  });
}

/**
 * The component whose alignment tells whether units have specialised: of a target of several degrees the highest, as the lower ones are
 * learned before. Undefined for a target of one component, which is that itself.
 */
export function scannedComponent({ target }: Study, { scan }: PlanOptions): number | undefined {
  if (!scan || target.kind !== 'hermite') return undefined;
  const degrees = target.terms.filter(({ coefficient }) => coefficient !== 0).map(({ degree }) => degree);
  return new Set(degrees).size > 1 ? Math.max(...degrees) : undefined;
}

/**
 * Where a point lies on its curve: at P samples, or, of a scan of the ridge, at P/kappa samples with ridge 1. The likelihood is that of P/kappa
 * samples in both, up to what data sets differ by, and P* = kappa E says the same: so a transition at kappa* is one at E = P/kappa*.
 */
export function placeOf({ samples, ridge }: SampleSetting, { scan }: Pick<LangevinMethod, 'scan'>): SampleSetting {
  return scan === undefined ? { samples, ridge } : { samples: samples / ridge, ridge: 1 };
}
