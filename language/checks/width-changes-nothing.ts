import { t } from '@vscode/l10n';
import { listed } from '../suggestions.js';
import { freeScale, placeFor, sizeArgument, valueOf, type Remark } from './predicted-study.js';

/** A free width that is in neither P* nor a bound of the winner. What is said of heads is said by `headsPastUse`. */
export const widthChangesNothing: Remark = (predicted) => {
  const { node, prediction, study } = predicted;
  const { layers } = prediction.winner;
  // A ridge that cancels a width does not make it idle.
  const isIn = (name: string): boolean =>
    [prediction.sampleScale, prediction.winner.energy].some((size) => !size.exponentOf(name).equals(0));
  const isBound = (name: string): boolean =>
    layers.some(({ parameter }) => parameter?.bound && !parameter.size.exponentOf(name).equals(0));
  const idle = layers.flatMap(({ layer, parameter }, index) => {
    const argument = study.network.layers[index]?.kind === 'attention' ? undefined : sizeArgument(predicted, layer);
    const scale = freeScale(argument);
    if (!argument || !scale || parameter?.bound) return [];
    if (isIn(scale.name) || isBound(scale.name)) return [];
    return [{ argument, size: scale.name }];
  });
  const [first] = idle;
  if (!first) return undefined;
  const names = [...new Set(idle.map(({ size }) => size))];
  const given = listed(
    names.map((name) => `${name} = ${valueOf(predicted, name)}`),
    'and',
  );
  const change = names.length === 1 ? t('changes') : t('change');
  return {
    ...placeFor(predicted, { node: first.argument, property: 'size' }),
    code: 'arch-width-changes-nothing',
    severity: 'info',
    message: t`${given} ${change} nothing in study ${node.name}: while ${prediction.winner.name} wins, P* ~ ${prediction.sampleScale.toUnicode()} does not depend on ${listed(names, 'or')}.`,
    data: { study: node.name, narrowest: first.size },
  };
};
