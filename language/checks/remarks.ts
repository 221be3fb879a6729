import { alwaysLazy } from './always-lazy.js';
import { check, type Check } from './check.js';
import { expertsUntaught } from './experts-left-out.js';
import { headsPastUse } from './heads-past-use.js';
import { nearBoundary } from './near-boundary.js';
import { oneUnit } from './one-unit.js';
import { predictedStudy, type Remark } from './predicted-study.js';
import { contradictedGain } from './repeated-gain.js';
import { widthChangesNothing } from './width-changes-nothing.js';

/** Boundaries of deeper networks, and of targets with more degrees, take longer than a remark is worth. */
const deepestWithBoundaries = 3;
const mostDegreesWithBoundaries = 4;

/** What a prediction suggests to tell and is known from the prediction itself. */
export const remarks: Check = check(
  'Study',
  [
    'arch-width-changes-nothing',
    'arch-one-unit',
    'arch-heads-past-use',
    'arch-experts-left-out',
    'arch-contradicted-gain',
  ],
  function* (node) {
    const predicted = predictedStudy(node);
    if (!predicted) return;
    for (const remark of [
      widthChangesNothing,
      oneUnit,
      headsPastUse,
      expertsUntaught,
      contradictedGain,
    ] satisfies Remark[]) {
      const finding = remark(predicted);
      if (finding) yield finding;
    }
  },
);

/** What takes the boundaries of a study to tell: an editor asks for it when nobody types. */
export const boundaryRemarks: Check = {
  ...check('Study', ['arch-near-boundary', 'arch-always-lazy'], function* (node) {
    const predicted = predictedStudy(node);
    if (!predicted) return;
    const { layers } = predicted.prediction.winner;
    const degrees = Math.max(...layers.map(({ outgoing }) => outgoing.size));
    if (layers.length > deepestWithBoundaries || degrees > mostDegreesWithBoundaries) return;
    for (const remark of [nearBoundary, alwaysLazy] satisfies Remark[]) {
      const finding = remark(predicted);
      if (finding) yield finding;
    }
  }),
  isSlow: true,
};
