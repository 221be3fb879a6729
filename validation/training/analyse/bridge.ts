import type { BridgeValues } from '../../result.js';
import {
  exponentStep,
  limitStep,
  valuesStep,
  type ComparedSize,
  type EstimateLimit,
  type UnwordedStep,
} from '../../measure/bridge.js';
import { fewestSizes } from '../../measure/measure.js';
import { cannotTell, type Judgement } from '../../measure/verdict.js';
import type { MeasurementMessage } from '../../messages.js';
import type { BridgePlan, LangevinMethod, Plan } from '../../plan.js';
import { usableExponent } from './judgement.js';
import type { TrainingAnalysis } from './analysis.js';

/** The steps of a bridge, with the verdict that they make together. */
export interface Bridged extends Judgement {
  readonly steps: readonly UnwordedStep[];
}

/**
 * The verdict of a training run by the bridge: training against the estimate at the measured sizes (exponents, then values), the estimate's limit against the heuristic.
 *
 * One step that disagrees makes the whole disagree, and its reason says which theory is wrong; one that cannot tell, or is missing, leaves the whole open.
 * @param limit undefined while it is computed.
 */
export function bridged(
  plan: Plan,
  bridge: BridgePlan,
  method: LangevinMethod,
  analysis: TrainingAnalysis,
  limit: EstimateLimit | undefined,
): Bridged {
  const steps = stepsOf(plan, bridge, method, analysis, limit);
  const disagreeing = steps.find(({ verdict }) => verdict === 'disagrees');
  if (disagreeing) {
    const wrong = disagreeing.to;
    return { steps, verdict: 'disagrees', reason: { code: 'bridge-disagrees', wrong, step: disagreeing.reason } };
  }
  const open = steps.find(({ verdict }) => verdict === 'cannot tell');
  if (open) return { steps, ...cannotTell({ code: 'bridge-undecided', step: open.reason }) };
  return { steps, verdict: 'agrees', reason: { code: 'bridge-agrees' } };
}

function stepsOf(
  plan: Plan,
  bridge: BridgePlan,
  method: LangevinMethod,
  analysis: TrainingAnalysis,
  limit: EstimateLimit | undefined,
): UnwordedStep[] {
  const { slope: heuristic } = plan.predicted;
  if (bridge.estimates.length === 0) {
    const reason = missing(bridge.refused ?? { code: 'bridge-limit-unknown', isBounded: false });
    return [
      { from: 'training', to: 'estimate', values: measuredSlope(analysis), ...reason },
      { from: 'estimate', to: 'heuristic', values: { quantity: 'exponent', heuristic }, ...reason },
    ];
  }
  const trouble = usableExponent(plan, method, analysis).trouble ?? unbracketed(analysis);
  const measured: UnwordedStep[] = trouble
    ? [
        {
          from: 'training',
          to: 'estimate',
          values: measuredSlope(analysis),
          ...cannotTell({ code: 'bridge-exponents-unmeasured', why: trouble }),
        },
      ]
    : comparedSteps(plan, bridge, analysis);
  const last: UnwordedStep = limit
    ? limitStep(limit)
    : {
        from: 'estimate',
        to: 'heuristic',
        values: { quantity: 'exponent', heuristic },
        ...cannotTell({ code: 'bridge-limit-pending' }),
      };
  return [...measured, last];
}

const missing = (why: MeasurementMessage | string): Judgement => cannotTell({ code: 'bridge-without-estimate', why });

function measuredSlope({ atSizes }: TrainingAnalysis): BridgeValues {
  if (!atSizes) return { quantity: 'exponent' };
  return { quantity: 'exponent', measured: atSizes.exponent, interval: atSizes.interval };
}

/** Chains that have not mixed hold equilibrium between their starts, where both cross; undefined where they do. */
function unbracketed({ summaries, hysteresis, measured }: TrainingAnalysis): MeasurementMessage | undefined {
  const unmixed = summaries.filter((summary) => summary.unmixed.length > 0);
  const open = unmixed.filter(
    ({ byStart: { prior, informed } }) => typeof prior !== 'object' || typeof informed !== 'object',
  );
  if (open.length === 0 || !measured) return undefined;
  const points = open.flatMap((summary) => summary.unmixed);
  const rHat = Math.max(...points.map(({ seen }) => Number(seen?.['rHat'] ?? 0)));
  const { exponent, interval } = measured;
  return {
    code: 'not-equilibrated',
    slow: { points: points.length, rHat, demanded: 1.01 },
    hysteresis,
    exponent,
    interval,
  };
}

function comparedSteps({ confidence }: Plan, { estimates }: BridgePlan, analysis: TrainingAnalysis): UnwordedStep[] {
  const isUnmixed = analysis.summaries.some(({ unmixed }) => unmixed.length > 0);
  const compared = analysis.summaries.flatMap(({ size, pStar, noise, byStart, curve }): ComparedSize[] => {
    const estimate = estimates.find((one) => one.size === size);
    if (!estimate || noise === undefined || typeof pStar === 'string') return [];
    const { samples: measured, interval } = pStar;
    const sides = isUnmixed
      ? [byStart.prior, byStart.informed].map((side) => (typeof side === 'object' ? side.samples : measured))
      : [];
    const seeds = Math.max(...curve.map((one) => one.seeds));
    return [{ size, measured, interval, noise, seeds, sides, estimate: estimate.samples }];
  });
  if (compared.length < fewestSizes) {
    const reason = cannotTell({ code: 'bridge-exponents-unmeasured', why: { code: 'bridge-needs-data-sets' } });
    return [{ from: 'training', to: 'estimate', values: measuredSlope(analysis), ...reason }];
  }
  return [exponentStep(compared, confidence), valuesStep(compared)];
}
