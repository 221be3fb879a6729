import { t } from '@vscode/l10n';
import { freeScale, placeFor, sizeArgument, type Remark } from './predicted-study.js';

/** A specialized layer that would turn less than one unit if it could: M is held at its lower bound 1. */
export const oneUnit: Remark = (predicted) => {
  const { node, prediction, study } = predicted;
  const { layers, energy, readout, readoutWeight } = prediction.winner;
  const held = layers.find(
    ({ parameter, weight }) => parameter?.name === 'M' && parameter.bound === 'lower' && weight > 0,
  );
  // Where the readout costs as much as the one unit, exactly one is wanted.
  const isSlack = readoutWeight === 0 && readout.log(study.reference) < energy.log(study.reference) - 1e-9;
  if (!held || !isSlack) return undefined;
  const argument = sizeArgument(predicted, held.layer);
  const free = freeScale(argument)?.name;
  // A width that is in P* elsewhere is not free to grow.
  const widest = free !== undefined && prediction.sampleScale.exponentOf(free).equals(0) ? free : undefined;
  const wider =
    widest === undefined ? '' : t(' Widening the layer costs no samples until more than one unit is needed.');
  return {
    ...placeFor(predicted, { node: argument, property: 'size' }),
    code: 'arch-one-unit',
    severity: 'hint',
    message: t`In study ${node.name} less than one unit of ${held.layer} would do, and a unit cannot be divided: it pays for one (M = 1), and P* ~ ${prediction.sampleScale.toUnicode()}.${wider}`,
    data: { study: node.name, ...(widest !== undefined && { widest }) },
  };
};
