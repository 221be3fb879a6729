import { t } from '@vscode/l10n';
import * as ast from '../generated/ast.js';
import { freeScales, studyParts } from '../lowering/study.js';
import { isWhole } from '../lowering/wholeness.js';
import { check } from './check.js';

/** A study is about a network and a target. */
export const studyNeeds = check('Study', ['arch-study-needs-network', 'arch-study-needs-target'], function* (study) {
  if (!study.name || !isWhole(study)) return;
  const base = { node: study, property: 'name' };
  if (!study.properties.some(ast.isNetworkProperty)) {
    const message = t`The study ${study.name} has no network: add network: and the name of one.`;
    yield { ...base, code: 'arch-study-needs-network', message };
  }
  if (!study.properties.some(ast.isTargetProperty)) {
    const message = t`The study ${study.name} has no target: add target: and the name of one.`;
    yield { ...base, code: 'arch-study-needs-target', message };
  }
});

/** Every property of a study is said once. */
export const duplicateProperty = check('Study', ['arch-duplicate-property'], function* (study) {
  const seen = new Set<string>();
  for (const property of study.properties) {
    if (seen.has(property.key)) {
      const message = t`${property.key} is given twice: remove one of them.`;
      yield { node: property, property: 'key', code: 'arch-duplicate-property', message, data: { name: property.key } };
    }
    seen.add(property.key);
  }
});

/** Sizes of the same name from several files must not meet in one study: a formula could mean either. */
export const ambiguousSize = check('Study', ['arch-duplicate-name'], function* (study) {
  const parts = studyParts(study);
  if (!parts || !study.name) return;
  const seen = new Set<string>();
  for (const { name } of freeScales(parts)) {
    if (seen.has(name)) {
      const message = t`Two different sizes called ${name}, from different files, meet in this study: give one of them another name.`;
      yield { node: study, property: 'name', code: 'arch-duplicate-name', message, data: { name } };
    }
    seen.add(name);
  }
});
