import { expect, it } from 'vitest';
import { samePlan } from '../../validation/plan.js';

const target = { name: 't', kind: 'hermite', terms: [{ degree: 1, coefficient: 0.5 }] };
const plan = { format: 2, points: [{ target }], notes: ['a note'] };

it('a run of an older version goes on: neither a sentence on algorithms nor a missing profile is another measurement', () => {
  const profile = [{ function: 'relu', a: 1, coefficient: 1 }];
  const now = { ...plan, points: [{ target: { ...target, profile } }] };
  expect(samePlan({ ...plan, algorithms: 'a sentence' }, now)).toBe(true);
  expect(samePlan(plan, { ...plan, notes: ['another'] })).toBe(false);
  const terms = [{ degree: 1, coefficient: 0.6 }];
  expect(samePlan(plan, { ...plan, points: [{ target: { ...target, terms } }] })).toBe(false);
});
