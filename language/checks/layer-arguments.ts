import { t } from '@vscode/l10n';
import { layerKinds } from '../../theory/kinds/index.js';
import type * as ast from '../generated/ast.js';
import { argumentsOf } from '../lowering/arguments.js';
import { isWhole } from '../lowering/wholeness.js';
import { didYouMean, listed, suggestions } from '../suggestions.js';
import { check } from './check.js';

/** A layer needs all that its kind says. */
export const missingArgument = check('Layer', ['arch-missing-argument'], function* (layer) {
  const missing = argumentsOf(layer).filter(({ name, required }) => required && !has(layer, name));
  if (missing.length === 0 || !layer.name || !isWhole(layer.$container)) return;
  const words = listed(
    missing.map(({ name }) => name),
    'and',
  );
  yield {
    node: layer,
    property: 'name',
    code: 'arch-missing-argument',
    message: t`The layer ${layer.name} needs ${words}, as in ${missing.map(({ example }) => example).join(', ')}.`,
    data: { missing: missing.map(({ name }) => name), insert: missing.map(({ example }) => example) },
  };
});

/** An argument that a kind of layer does not have. */
export const unknownArgument = check('LayerArgument', ['arch-unknown-argument'], function* (argument) {
  const layer = argument.$container;
  const known = argumentsOf(layer).map(({ name }) => name);
  if (!argument.key || !layerKinds.has(layer.kind) || known.includes(argument.key)) return;
  const free = known.filter((name) => !has(layer, name));
  const names = suggestions(argument.key, known);
  const [size] = sizesOf(layer).filter((name) => free.includes(name));
  const meant = names.length > 0 ? names : isSizeKey(argument.key) && size ? [size] : [];
  const taken = known.length > 0 ? listed(known, 'and') : t('no argument');
  const advice = meant.length > 0 ? didYouMean(meant) : t` It takes ${taken}.`;
  yield {
    node: argument,
    property: 'key',
    code: 'arch-unknown-argument',
    message: t`${layer.kind} has no ${argument.key}.${advice}`,
    data: { name: argument.key, suggestions: meant.length > 0 ? meant : free },
  };
});

/** An argument that is there already. */
export const duplicateArgument = check('Layer', ['arch-duplicate-argument'], function* (layer) {
  const seen = new Set<string>();
  for (const argument of layer.arguments) {
    if (argument.key && seen.has(argument.key)) {
      yield {
        node: argument,
        property: 'key',
        code: 'arch-duplicate-argument',
        message: t`${argument.key} is given twice: remove one of them.`,
        data: { name: argument.key },
      };
    }
    seen.add(argument.key);
  }
});

function has(layer: ast.Layer, key: string): boolean {
  return layer.arguments.some((argument) => argument.key === key);
}

function sizesOf(layer: ast.Layer): string[] {
  return argumentsOf(layer).flatMap(({ name, isSize, required }) => (isSize && required ? [name] : []));
}

/** The words for sizes that other kinds of layer use: whoever wrote one meant this layer's size. */
function isSizeKey(key: string): boolean {
  return key === 'width' || key === 'channels' || key === 'heads';
}
