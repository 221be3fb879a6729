import { loadFileText } from '../../language/file.js';
import { lowerStudy } from '../../language/index.js';
import { words } from '../../present/words/words.js';
import { predict, type Study } from '../../theory/index.js';
import { representable } from '../../theory/representable.js';
import { chooseDrawnRange } from '../../validation/drawn/range.js';
import { measurerOf } from '../../validation/engines/js/pointwise.js';
import { NotMeasurableError } from '../../validation/errors.js';
import { numericAt, type Plan, type PlannedPoint } from '../../validation/plan.js';
import { rateModel } from '../../validation/rate/measurable.js';
import { sweptSizes } from '../../validation/rate/plan.js';
import { planFor } from '../../validation/request/levels.js';
import { studyAt } from '../../validation/rate/range.js';
import { spaced } from '../../validation/request/spacing.js';
import { generator } from '../oracle/study.mjs';

/** What became of one random network. */
export interface RandomOutcome {
  readonly text: string;
  /** The method, or the code of the refusal. */
  readonly method: string;
  readonly refused: boolean;
  readonly predicted?: number;
  readonly measured?: number;
  readonly pattern?: string;
  readonly seen?: string;
  readonly variable?: string;
  readonly values?: readonly number[];
  readonly energies?: readonly number[];
  /** Of processor time. */
  readonly seconds: number;
}

/** Multiplications of one U in a small plan: about ten seconds of processor time for its points. */
const smallWork = 2e5;
const activations = ['erf', 'tanh', 'sin', 'relu', 'gelu', 'silu', 'linear', 'quadratic'];

/** A study as text: 1 to 5 layers of every kind that stands on its data, with a target of every kind that goes with them. */
export function randomText(seed: number): string {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const chance = (p: number): boolean => random() < p;
  const scales = ['d = 64'];
  const size = (name: string, value: number): string => {
    scales.push(chance(0.3) ? `${name} ~ ${pick(['2 * d', 'd', '4 * d'])}` : `${name} = ${value}`);
    return name;
  };
  const small = (name: string, value: number): string => {
    scales.push(`${name} = ${value}`);
    return name;
  };
  const activation = (): string => (chance(0.5) ? pick(['erf', 'relu', 'gelu']) : pick(activations));
  const data = pick(['gaussian', 'gaussian', 'gaussian', 'tokens', 'tokens', 'patches']);
  const depth = 1 + Math.floor(random() * 5);
  const layers: string[] = [];
  const width = (index: number): string => size(`N${index}`, pick([16, 64, 256]));
  let attends = 0;
  for (let index = 1; index <= depth; index++) {
    const name = `h${index}`;
    if (data === 'patches') {
      layers.push(
        chance(0.15) && index > 1
          ? `norm ${name}`
          : `${chance(0.3) && index > 1 ? 'residual ' : ''}conv ${name} (channels: ${width(index)}, activation: ${activation()})`,
      );
    } else if (data === 'tokens' && (chance(0.5) || (index === depth && attends === 0))) {
      attends++;
      const heads = small(`H${index}`, pick([2, 4, 8]));
      layers.push(
        chance(0.35)
          ? `block ${name} (heads: ${heads}, width: ${width(index)}, activation: ${activation()})`
          : `${chance(0.3) ? 'residual ' : ''}attention ${name} (heads: ${heads}${chance(0.25) ? `, scores: lowrank(${small(`k${index}`, 4)})` : ''})`,
      );
    } else if (chance(0.12) && index > 1) layers.push(`norm ${name}`);
    else if (data === 'gaussian' && chance(0.15))
      layers.push(
        `recurrent dense ${name} (width: ${width(index)}, steps: ${pick([2, 3])}, activation: ${activation()})`,
      );
    else if (data === 'gaussian' && chance(0.15))
      layers.push(
        `dense ${name} (width: ${width(index)}, experts: ${small(`X${index}`, 4)}, active: 2, activation: ${activation()})`,
      );
    else
      layers.push(
        `${chance(0.3) && index > 1 ? 'residual ' : ''}dense ${name} (width: ${width(index)}, activation: ${activation()})`,
      );
  }
  const degree = (): number => pick([1, 1, 2, 2, 3, 3, 4]);
  const hermiteSum = (): string => (chance(0.6) ? `he(${degree()})` : `he(${degree()}) + 0.5 * he(${degree()})`);
  const target =
    data === 'tokens' && chance(0.7)
      ? pick(['attentive(3)', 'attentive(3)', 'attentive(3) + he(1)'])
      : data === 'gaussian'
        ? pick([
            hermiteSum(),
            hermiteSum(),
            `teacher(${small('k', 2)}, he(${pick([1, 2, 3])}))`,
            'he(1, u) * he(1, v)',
            'he(1, u) * he(2, v) + he(3, u)',
            'he(2, u) + he(1, v)',
            `hierarchical(2, he(${pick([1, 2])}))`,
            pick(['sign(3)', 'relu(4)', 'sin(2*x, 3)']),
          ])
        : hermiteSum();
  const input =
    data === 'gaussian'
      ? `gaussian(d${chance(0.15) && !target.startsWith('hier') ? ', signal: 2' : ''})`
      : data === 'tokens'
        ? `tokens(${small('L', 8)}, d)`
        : `patches(${small('n', 4)}, d)`;
  const readout = data === 'patches' ? pick(['flatten', 'mean', 'sum']) : 'linear';
  const scaling = chance(0.15) ? ' (scaling: meanfield)' : '';
  return [
    ...scales.map((scale) => `scale ${scale}`),
    'network Net {',
    `  input ${input}`,
    ...layers.map((layer) => `  ${layer}`),
    `  output ${readout}${scaling}`,
    '}',
    `target y = ${target}`,
    'study S { network: Net target: y }',
  ].join('\n');
}

const free = async (): Promise<void> => undefined;

/**
 * Measures a random network over a small plan at the rate level, or says with which code it is refused.
 * @param work of one U at the largest size.
 * @returns undefined for a study with errors of other kinds.
 */
export async function measureRandom(text: string, work = smallWork): Promise<RandomOutcome | undefined> {
  const begun = process.cpuUsage().user;
  const { diagnostics, studies } = await loadFileText(text, '/random/study.arch', { wording: words });
  const study = studies[0] && lowerStudy(studies[0]);
  const since = (): number => (process.cpuUsage().user - begun) / 1e6;
  if (!study) throw new Error(`${text}\n${diagnostics.map(({ message }) => message).join('\n')}`);
  if (representable(study.network, study.target))
    return { text, method: 'not-representable', refused: true, seconds: since() };
  if (diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  try {
    const { plan, points } = await smallPlan(study, work);
    const measure = measurerOf(plan.method as Parameters<typeof measurerOf>[0], plan);
    const measured = [];
    for (const point of points) measured.push(await measure(point, free));
    const at = points.map(({ sizes }) => Math.log(sizes[plan.sweep.variable] ?? 1));
    return {
      text,
      method: plan.method.kind,
      refused: false,
      predicted: plan.predicted.slope,
      measured: slope(
        at,
        measured.map(({ value }) => Math.log(value)),
      ),
      pattern: plan.predicted.pattern,
      seen: String(measured.at(-1)?.seen?.['pattern']),
      variable: plan.sweep.variable,
      values: plan.sweep.values,
      energies: measured.map(({ value }) => value),
      seconds: since(),
    };
  } catch (error) {
    if (!(error instanceof NotMeasurableError)) throw error;
    const { reason } = error;
    const code =
      typeof reason === 'string' ? reason : reason.code === 'not-measurable-at-rate' ? reason.why.code : reason.code;
    return { text, method: code, refused: true, seconds: since() };
  }
}

/** Three sizes, one seed: small ones where networks are drawn, from the reference size on where there is a model in closed form. */
async function smallPlan(study: Study, work: number): Promise<{ plan: Plan; points: readonly PlannedPoint[] }> {
  const model = rateModel(study);
  const prediction = predict(study);
  const options = { points: 3, seeds: 1 } as const;
  const variables = sweptSizes(study, model, prediction, undefined);
  const choice = model.workAt ? await chooseDrawnRange(study, model, variables, options, work) : undefined;
  const variable = choice?.sweep.variable ?? (variables[0] as string);
  const own = Math.max(study.reference.get(variable) ?? 64, 8);
  const most = choice?.sweep.values.at(-1) ?? 4 * own;
  const least = choice?.sweep.values[0] ?? own;
  const values = spaced(Math.max(least, Math.ceil(most / 4)), most, 3);
  const held = choice?.study ?? study;
  const plan = await planFor(held, predict(held), { ...options, level: 'rate', sweep: { variable, values }, words });
  const points = values.map((value): PlannedPoint => {
    const { reference } = studyAt(held, variable, value);
    return {
      sizes: Object.fromEntries(reference),
      seed: 1,
      ...numericAt({ network: held.network, target: held.target }, reference),
      predicted: 1,
    };
  });
  return { plan, points };
}

function slope(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [x, y].map((list) => list.reduce((sum, value) => sum + value, 0) / list.length) as [
    number,
    number,
  ];
  const square = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  return x.reduce((sum, value, index) => sum + ((value - meanX) * ((y[index] ?? 0) - meanY)) / square, 0);
}
