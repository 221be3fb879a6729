import type * as ast from '../generated/ast.js';
import { predict } from '../../theory/predict.js';
import type { Prediction } from '../../theory/prediction.js';
import { representable } from '../../theory/representable.js';
import type { Study } from '../../theory/study.js';
import { studyKey } from './key.js';
import { lowerStudy } from './study.js';

/** So many predictions are kept: more than a person has studies in sight. */
const capacity = 200;

/** Predictions by all that goes into them, the least recently used first. */
const recent = new Map<string, Prediction | undefined>();

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
  const key = studyKey(study);
  const known = recent.has(key);
  const prediction = known ? recent.get(key) : representable(study.network, study.target) ? undefined : predict(study);
  recent.delete(key);
  recent.set(key, prediction);
  const [oldest] = recent.keys();
  if (recent.size > capacity && oldest !== undefined) recent.delete(oldest);
  return prediction;
}
