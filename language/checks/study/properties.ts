import { representable } from '../../../theory/representable.js';
import { directionsOf, namedDirections } from '../../../theory/target.js';
import * as ast from '../../generated/ast.js';
import { isComplete } from '../../lowering/completeness.js';
import { targetMisfit } from '../../lowering/fit.js';
import { lowerNetwork } from '../../lowering/network.js';
import { freeScales, lowerStudy, studyParts } from '../../lowering/study.js';
import { lowerTarget } from '../../lowering/target.js';
import type { LanguageMessage } from '../../messages.js';
import { check } from '../check.js';
import { givenTwice } from '../given-twice.js';

/** A study is about a network and a target. */
export const studyNeeds = check('Study', ['arch-study-needs-network', 'arch-study-needs-target'], function* (node) {
  const { name: study, properties } = node;
  if (!study || !isComplete(node)) return;
  const base = { node, property: 'name' };
  if (!properties.some(ast.isNetworkProperty))
    yield { ...base, code: 'arch-study-needs-network', message: { code: 'study-without-network', study } };
  if (!properties.some(ast.isTargetProperty))
    yield { ...base, code: 'arch-study-needs-target', message: { code: 'study-without-target', study } };
});

/** Every property of a study is said once. */
export const duplicateProperty = check('Study', ['arch-duplicate-property'], ({ properties }) =>
  givenTwice(properties, 'arch-duplicate-property'),
);

/** Sizes of the same name from several files must not meet in one study: a formula could mean either. */
export const ambiguousSize = check('Study', ['arch-duplicate-name'], function* (study) {
  const parts = studyParts(study);
  if (!parts || !study.name) return;
  const seen = new Set<string>();
  for (const { name } of freeScales(parts)) {
    if (seen.has(name)) {
      const message: LanguageMessage = { code: 'sizes-of-one-name', name };
      yield { node: study, property: 'name', code: 'arch-duplicate-name', message, data: { name } };
    }
    seen.add(name);
  }
});

/** The target must be a function of the network's input, and one that the network can represent. */
export const targetRepresentable = check(
  'TargetProperty',
  ['arch-target-does-not-fit-input', 'arch-target-not-representable'],
  function* (property) {
    const node = property.$container.properties.find(ast.isNetworkProperty)?.network?.ref;
    const network = node && lowerNetwork(node);
    const target = property.target?.ref && lowerTarget(property.target.ref);
    if (!network || !target) return;
    const base = { node: property, property: 'target' };
    const misfit = targetMisfit(target, network);
    if (misfit) {
      const message: LanguageMessage = {
        code: 'target-off-input',
        target: target.name,
        network: network.name,
        input: network.input.kind,
        misfit,
      };
      yield { ...base, code: 'arch-target-does-not-fit-input', message };
      return;
    }
    const failure = representable(network, target);
    if (!failure) return;
    const { degree, obstacle, help, suggestions } = failure;
    yield {
      ...base,
      code: 'arch-target-not-representable',
      message: { code: 'target-not-representable', obstacle, help },
      data: { degree, suggestions, network: network.name },
    };
  },
);

/** Several directions with the signal in each cannot have more variance together than all d directions have. */
export const signalOfDirections = check('TargetProperty', ['arch-signal-out-of-range'], function* (property) {
  if (!ast.isStudy(property.$container)) return;
  const study = lowerStudy(property.$container);
  const input = study?.network.input;
  if (!study || input?.kind !== 'gaussian' || !input.signal) return;
  const { target, reference } = study;
  const directions = namedDirections(target).length * directionsOf(target).value(reference);
  const share = (directions * input.signal.value(reference)) / input.dimension.value(reference);
  if (share <= 1 + 1e-9) return;
  const message: LanguageMessage = { code: 'signal-of-directions', target: target.name, directions };
  yield { node: property, property: 'target', code: 'arch-signal-out-of-range', severity: 'warning', message };
});
