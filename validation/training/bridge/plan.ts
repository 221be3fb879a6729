import { predict } from '../../../theory/index.js';
import { NotMeasurableError } from '../../errors.js';
import { estimateSamples, settingAt } from '../../estimate/estimate.js';
import type { MessageOrText } from '../../messages.js';
import type { BridgePlan, EstimatedSize, LargerSize } from '../../plan.js';
import { studyAt } from '../../rate/range.js';
import type { SizedStudy } from '../plan/range.js';

/** Up to this size the estimate's exponents are followed: it costs nothing there. */
const farthest = 1e6;
/** Sizes a decade at which it is asked whether the same pattern is predicted. */
const asked = 3;

/** P* at a value of the swept size; a size that is asked for again costs nothing. */
export type EstimateAt = (sized: SizedStudy) => Promise<number>;

/** The estimate at any value of the swept size of a study. */
export function estimator(variable: string, threshold: number, pause: () => Promise<void>): EstimateAt {
  const known = new Map<number, Promise<number>>();
  return (sized) => {
    const found =
      known.get(sized.value) ??
      estimateSamples({ ...settingAt(sized.study, variable, sized.value), threshold }, pause).then(
        ({ samples }) => samples,
      );
    known.set(sized.value, found);
    return found;
  };
}

/**
 * What the points of a sweep will be compared with: the estimate at its sizes, and the settings at larger ones.
 * @throws InterruptedError when `estimateAt` does.
 */
export async function planBridge(
  sizes: readonly SizedStudy[],
  variable: string,
  threshold: number,
  estimateAt: EstimateAt,
): Promise<Omit<BridgePlan, 'refused'> & { readonly refused?: MessageOrText }> {
  const top = sizes.at(-1);
  if (!top) return { estimates: [], larger: [], isBounded: false };
  try {
    const estimates: EstimatedSize[] = [];
    for (const sized of sizes) estimates.push({ size: sized.value, samples: await estimateAt(sized) });
    return { estimates, ...largerSizes(top, variable, threshold) };
  } catch (error) {
    if (!(error instanceof NotMeasurableError)) throw error;
    return { estimates: [], refused: error.reason, larger: [], isBounded: false };
  }
}

/** Sizes a decade apart, beyond the sweep, down from the largest at which the same is predicted. */
function largerSizes(top: SizedStudy, variable: string, threshold: number): Pick<BridgePlan, 'larger' | 'isBounded'> {
  let [end, isBounded] = [top.value, false];
  for (let step = 1; ; step++) {
    const value = Math.min(farthest, Math.round(top.value * 10 ** (step / asked)));
    const { winner } = predict(studyAt(top.study, variable, value));
    isBounded = !winner.energy.scalesLike(top.winner.energy);
    if (isBounded) break;
    end = value;
    if (value === farthest) break;
  }
  const larger: LargerSize[] = [];
  // Nearer sizes would tell a slope by the tolerance of the estimate.
  for (let value = end; value > 3 * top.value; value = Math.round(value / 10)) {
    larger.unshift({ size: value, ...settingAt(top.study, variable, value), threshold });
  }
  return { larger, isBounded };
}
