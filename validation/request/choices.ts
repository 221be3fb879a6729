import type { MessageOrText, RunMessage } from '../messages.js';
import type { LangevinMethod, Plan, PlanOptions } from '../plan.js';

/** A part of a plan that somebody chose, and why it is as it is. */
export interface Choice {
  readonly name: 'sweep' | 'points' | 'scan' | 'samples' | 'sampled' | 'engine';
  /** What was chosen; an engine by its name. */
  readonly value: MessageOrText;
  readonly why: RunMessage;
}

/** What a plan measures, and why: what was asked for, and what was chosen where nothing was. */
export function choicesOf(plan: Plan, options: PlanOptions): Choice[] {
  const { sweep, points, preset, method } = plan;
  const { variable } = sweep;
  const [from, to] = [Math.min(...sweep.values), Math.max(...sweep.values)];
  const seedsBySize = sweep.values.map(
    (value) => new Set(points.filter(({ sizes }) => sizes[variable] === value).map(({ seed }) => seed)).size,
  );
  const [fewest, seeds] = [Math.min(...seedsBySize), Math.max(...seedsBySize)];
  const samples = new Set(points.flatMap(({ sizes }) => sizes['P'] ?? [])).size;
  const isAsked = (...given: readonly unknown[]): boolean => given.some((one) => one !== undefined);
  const swept: Choice = {
    name: 'sweep',
    value: { code: 'chosen-sweep', variable, from, to },
    why: isAsked(options.sweep, options.range) ? askedFor : chosenRange(plan, options),
  };
  const measured: Choice = {
    name: 'points',
    value: { code: 'chosen-points', points: points.length, sizes: sweep.values.length, fewest, seeds },
    why: isAsked(options.points, options.seeds) ? askedFor : { code: 'preset-has-them', preset },
  };
  if (method.kind !== 'langevin' || !method.scan) {
    const sampled: Choice = {
      name: 'samples',
      value: { code: 'chosen-samples', samples },
      why: isAsked(options.samples) ? askedFor : { code: 'around-predicted-samples' },
    };
    const chains = method.kind === 'langevin' ? [sampledChoice(method)] : [];
    return [swept, measured, ...(samples > 0 ? [sampled] : []), ...chains];
  }
  const { component } = method;
  const ridges = points.length / seedsBySize.reduce((sum, count) => sum + count, 0);
  const scanned: Choice = {
    name: 'scan',
    value: { code: 'chosen-ridges', ridges, ...(component === undefined ? {} : { component }) },
    why: askedFor,
  };
  return [swept, measured, scanned, sampledChoice(method)];
}

function sampledChoice({ readout }: LangevinMethod): Choice {
  return readout === 'integrated'
    ? { name: 'sampled', value: { code: 'hidden-weights' }, why: { code: 'readout-integrated' } }
    : { name: 'sampled', value: { code: 'all-weights' }, why: { code: 'readout-not-integrable' } };
}

const askedFor: RunMessage = { code: 'asked-for' };

const chosenRange = ({ predicted }: Plan, { variable }: PlanOptions): RunMessage => ({
  code: 'past-crossover',
  isAsked: variable !== undefined,
  pattern: predicted.pattern,
});
