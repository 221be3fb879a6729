import type { LangevinMethod, Plan, PlanOptions } from '../plan.js';

/** A part of a plan that somebody chose, and why it is as it is. */
export interface Choice {
  /** What was chosen: `sweep`. */
  readonly name: string;
  /** As what: `d from 128 to 4096, 7 values`. */
  readonly value: string;
  /** Why, as words behind the value: `asked for`. */
  readonly why: string;
}

/** What a plan measures, and why: what was asked for, and what was chosen where nothing was. */
export function choicesOf(plan: Plan, options: PlanOptions): Choice[] {
  const { sweep, points, preset, method } = plan;
  const [low, high] = [Math.min(...sweep.values), Math.max(...sweep.values)];
  const seeds = new Set(points.map(({ seed }) => seed)).size;
  const samples = new Set(points.flatMap(({ sizes }) => sizes['P'] ?? [])).size;
  const isAsked = (...given: readonly unknown[]): boolean => given.some((one) => one !== undefined);
  return [
    {
      name: 'sweep',
      value: `${sweep.variable} from ${low} to ${high}`,
      why: isAsked(options.sweep, options.range) ? asked : chosenRange(plan, options),
    },
    {
      name: 'points',
      value: `${points.length}: ${counted(sweep.values.length, 'size')}, ${counted(seeds, 'seed')} each`,
      why: isAsked(options.points, options.seeds) ? asked : `as the ${preset} preset has them`,
    },
    ...(method.kind === 'langevin' && method.scan
      ? [
          {
            name: 'scan',
            value: `${counted(points.length / seeds / sweep.values.length, 'ridge')} at each size${method.component === undefined ? '' : `, He_${method.component} watched`}`,
            why: asked,
          },
        ]
      : samples > 0
        ? [
            {
              name: 'samples',
              value: counted(samples, 'number') + ' of samples',
              why: isAsked(options.samples) ? asked : 'around the predicted P*',
            },
          ]
        : []),
    ...(method.kind === 'langevin' ? [sampledChoice(method)] : []),
  ];
}

function sampledChoice({ readout }: LangevinMethod): Choice {
  return readout === 'integrated'
    ? { name: 'sampled', value: 'the hidden weights', why: 'the readout is integrated out exactly' }
    : {
        name: 'sampled',
        value: 'all weights',
        why: 'the readout is too wide to be integrated out, or has no layer before it',
      };
}

const asked = 'asked for';

function chosenRange({ predicted }: Plan, { variable }: PlanOptions): string {
  const size = variable === undefined ? 'the size in which E moves' : 'the size asked for';
  return `${size}, meant to lie past the crossover to ${predicted.pattern}`;
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
