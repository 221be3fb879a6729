import { demanded, hottest } from '../../training/sample/point.js';
import { specialisedHead } from '../../network/attention.js';
import { specialisedUnit } from '../../network/dense.js';

/** What goes to Python with each plan, so that both engines use the same numbers: when chains have mixed, where informed ones start. */
export const jobConstants = {
  mixing: { ...demanded, hottest },
  informedStart: { units: specialisedUnit, heads: specialisedHead },
} as const;
