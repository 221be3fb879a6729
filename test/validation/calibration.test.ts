import { describe, expect, it } from 'vitest';
import { Monomial, predict, type Study } from '../../theory/index.js';
import { wordsOfError } from '../../present/words/words.js';
import { NotCalibratingError, prefactorFrom } from '../../validation/measure/calibration.js';
import { planRate } from '../../validation/rate/plan.js';
import type { ValidationResult } from '../../validation/index.js';
import { d, twoLayerStudy } from './studies.js';

/** N = d, swept from 16 to 64. */
const study = twoLayerStudy({ width: d, reference: { d: 32 } });

/** A finished run of the study whose measured E(1) is 9 times the prediction, within a third. */
async function resultFor(measured: Study = study, change: Partial<ValidationResult> = {}): Promise<ValidationResult> {
  const plan = await planRate(measured, predict(measured), { sweep: { variable: 'd', values: [16, 32, 64] } });
  const { exponent, slope, energy, pattern } = plan.predicted;
  return {
    file: 'a.arch',
    study: measured.name,
    level: 'rate',
    engine: 'js',
    device: 'CPU',
    status: 'finished',
    sweep: plan.sweep,
    predicted: { exponent, slope, energy, pattern },
    verdict: 'agrees',
    reason: '',
    prefactor: { value: 9, interval: [6, 12] },
    points: plan.points.map(({ sizes, seed, predicted }) => ({ sizes, seed, value: 9 * predicted, error: 0 })),
    diagnostics: {},
    // As it is read from a file.
    plan: JSON.parse(JSON.stringify(plan)) as Record<string, unknown>,
    versions: {},
    seconds: 1,
    ...change,
  };
}

const refusalOf = (result: ValidationResult, asked: Study = study): unknown => {
  try {
    return prefactorFrom(asked, result, 'run-1');
  } catch (error) {
    if (!(error instanceof NotCalibratingError)) throw error;
    return error.reason;
  }
};

/** The same with the points of the plan changed. */
const withPoints = (
  result: ValidationResult,
  change: (point: Record<string, unknown>) => unknown,
): ValidationResult => ({
  ...result,
  plan: { ...result.plan, points: (result.plan['points'] as Record<string, unknown>[]).map(change) },
});

describe('the prefactor of a run', () => {
  it('is kept for its pattern with the sizes that were measured', async () => {
    const { winner } = predict(study);
    expect(prefactorFrom(study, await resultFor(), 'run-1')).toMatchObject({
      prefactor: { value: 9, interval: [6, 12] },
      pattern: winner.name,
      run: 'run-1',
      level: 'rate',
      verdict: 'agrees',
      sizes: { d: [16, 64] },
    });
  });

  it('is kept where nothing could be told, and up to rounding and names', async () => {
    expect(prefactorFrom(study, await resultFor(study, { verdict: 'cannot tell' }), 'run-1').verdict).toBe(
      'cannot tell',
    );
    const renamed = { ...study, network: { ...study.network, name: 'Other' }, target: { ...study.target, name: 'y' } };
    expect(prefactorFrom(renamed, await resultFor(), 'run-1').prefactor.value).toBe(9);
    const rounded = withPoints(await resultFor(), (point) => ({
      ...point,
      network: JSON.parse(
        JSON.stringify(point['network'], (_, value: unknown) =>
          typeof value === 'number' ? value * (1 + 1e-13) : value,
        ),
      ) as unknown,
    }));
    expect(prefactorFrom(study, rounded, 'run-1').prefactor.value).toBe(9);
  });

  it('is kept for a size that followed another one in the validation alone', async () => {
    const free = twoLayerStudy({ reference: { d: 32, N: 4096 } });
    const following = new Map([['N', d]]);
    const result = await resultFor();
    expect(prefactorFrom(free, result, 'run-1', following).prefactor.value).toBe(9);
    expect(refusalOf(result, free)).toMatchObject({ code: 'run-of-other-network' });
  });
});

describe('no prefactor is kept', () => {
  it.each([
    ['of a run of another study', { study: 'Other' }, { code: 'run-of-other-study', measured: 'Other', study: 'S' }],
    ['of a run that goes on', { status: 'running' }, { code: 'run-unfinished', status: 'running' }],
    ['of a run that disagrees', { verdict: 'disagrees' }, { code: 'run-disagrees' }],
  ] as const)('%s', async (_, change, reason) => {
    expect(refusalOf(await resultFor(study, change))).toMatchObject({ run: 'run-1', ...reason });
  });

  it('of a run without one', async () => {
    const { prefactor, ...without } = await resultFor();
    expect(prefactor).toBeDefined();
    expect(refusalOf(without)).toEqual({ code: 'run-without-prefactor', run: 'run-1', study: 'S' });
  });

  it('of a scan of the ridge', async () => {
    const result = await resultFor();
    const scanned = { ...result, plan: { ...result.plan, method: { kind: 'langevin', scan: 'ridge' } } };
    expect(refusalOf(scanned)).toMatchObject({ code: 'run-scanned-ridge' });
    expect(prefactorFrom(study, { ...result, plan: { ...result.plan, method: null } }, 'run-1').run).toBe('run-1');
  });

  it('of another network, another target, or other predictions', async () => {
    const other = { code: 'run-of-other-network', run: 'run-1', study: 'S' };
    const result = await resultFor();
    expect(refusalOf(result, twoLayerStudy({ width: d, reference: { d: 32 }, activation: 'tanh' }))).toEqual(other);
    expect(refusalOf(result, twoLayerStudy({ width: d, reference: { d: 32 }, degree: 5 }))).toEqual(other);
    const twice = twoLayerStudy({ width: d.times(Monomial.constant(2)), reference: { d: 32 } });
    expect(refusalOf(result, twice)).toEqual(other);
    expect(refusalOf({ ...result, predicted: { ...result.predicted, pattern: 'gfl' } })).toEqual(other);
    expect(refusalOf({ ...result, predicted: { ...result.predicted, energy: 'd^2' } })).toEqual(other);
  });

  it('of a plan that is damaged', async () => {
    const other = { code: 'run-of-other-network' };
    const result = await resultFor();
    expect(refusalOf({ ...result, plan: {} })).toMatchObject(other);
    expect(refusalOf({ ...result, plan: { points: [] } })).toMatchObject(other);
    expect(refusalOf({ ...result, plan: { points: [{}] } })).toMatchObject(other);
    expect(refusalOf(withPoints(result, (point) => ({ ...point, sizes: { d: 0 } })))).toMatchObject(other);
    expect(refusalOf(withPoints(result, (point) => ({ ...point, network: undefined })))).toMatchObject(other);
    let index = 0;
    expect(refusalOf(withPoints(result, (point) => (index++ === 0 ? { ...point, target: {} } : point)))).toMatchObject(
      other,
    );
  });

  it('and the refusal says what to do', () => {
    const error = new NotCalibratingError({ code: 'run-unfinished', run: 'run-1', study: 'S', status: 'interrupted' });
    expect(wordsOfError(error)).toBe('run-1 is interrupted: validate S again first.');
  });
});
