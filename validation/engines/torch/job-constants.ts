import { demanded, hottest } from '../../training/sample/point.js';
import { specialisedStart } from '../../training/sample/starts.js';

/** What goes to Python with each plan, so that both engines use the same numbers: when chains have mixed, where informed ones start. */
export const jobConstants = {
  mixing: { ...demanded, hottest },
  informedStart: specialisedStart,
} as const;
