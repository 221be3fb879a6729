import type * as ast from '../generated/ast.js';
import { Monomial } from '../../theory/monomial.js';
import { predict } from '../../theory/predict.js';
import type { Prediction } from '../../theory/prediction.js';
import { representable } from '../../theory/representable.js';
import type { Study } from '../../theory/study.js';
import { lowerStudy } from './study.js';

/** So many predictions are kept at least: more than a person has studies in sight. */
const fewest = 200;

/** How many are kept. */
let capacity = fewest;

/** Predictions by all that goes into them, the least recently used first. */
const recent = new Map<string, Prediction | undefined>();

/** How many predictions were computed, since the start. */
let computed = 0;

/** The keys of studies: a study is lowered once, and asked for by many. */
const keys = new WeakMap<Study, string>();
const measuredKeys = new WeakMap<Study, string>();

/**
 * What the heuristic says of a study of a file. Computed once for as long as nothing that the study reaches changes.
 * @returns undefined while the study is broken, and when its network cannot represent its target.
 */
export function predictStudy(study: ast.Study): Prediction | undefined {
  const lowered = lowerStudy(study);
  return lowered && predictLowered(lowered);
}

/** As `predictStudy`, for a study that is lowered already. */
export function predictLowered(study: Study): Prediction | undefined {
  const key = keyOf(study);
  const prediction = recent.has(key) ? recent.get(key) : newPrediction(study);
  recent.delete(key);
  recent.set(key, prediction);
  for (const oldest of recent.keys()) {
    if (recent.size <= capacity) break;
    recent.delete(oldest);
  }
  return prediction;
}

/**
 * Keeps the predictions of so many studies, in free and in written sizes, beside those of earlier texts: with fewer a long
 * file would forget its first ones before its last are known, and predict all of them again with every keystroke.
 */
export function keepPredictionsOf(studies: number): void {
  capacity = fewest + 2 * studies;
}

/** How many predictions were computed since the start: what an edit costs, told apart from what was known. */
export function predictionsComputed(): number {
  return computed;
}

function newPrediction(study: Study): Prediction | undefined {
  if (representable(study.network, study.target)) return undefined;
  computed++;
  return predict(study);
}

function keyOf(study: Study): string {
  let key = keys.get(study);
  if (key === undefined) keys.set(study, (key = studyKey(study)));
  return key;
}

/**
 * A text that two studies share exactly when P* in numbers is the same question: network, target, reference sizes, ridge and noise.
 * Names of studies, networks and targets, and the samples that a study gives, do not enter.
 */
export function measuredKey(study: Study): string {
  let key = measuredKeys.get(study);
  if (key === undefined) {
    const { network, target, ridge, noise, reference } = study;
    key = studyKey({
      name: '',
      network: { ...network, name: '' },
      target: { ...target, name: '' },
      ridge,
      ...(noise && { noise }),
      reference,
    });
    measuredKeys.set(study, key);
  }
  return key;
}

/** A text that two studies share exactly when they ask the theory the same. */
export function studyKey(study: Study): string {
  return JSON.stringify(study, (_, value: unknown) => {
    if (value instanceof Monomial) return value.toString();
    return value instanceof Map ? [...value] : value;
  });
}
