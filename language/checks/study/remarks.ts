import { expertsLeftOut } from '../../../theory/experts-left-out.js';
import { stackedGain } from '../../../theory/repeated-gain.js';
import { check, type Check } from '../check.js';
import { freeScale, placeFor, predictedStudy, sizeArgument, valueOf, type Remark } from './predicted.js';

/** A free width that is in neither P* nor a bound of the winner. What is said of heads is said by `headsPastUse`. */
const widthChangesNothing: Remark = (predicted) => {
  const { node, prediction, study } = predicted;
  const { winner, sampleScale } = prediction;
  // A ridge that cancels a width does not make it idle.
  const isIn = (name: string): boolean => [sampleScale, winner.energy].some((one) => !one.exponentOf(name).equals(0));
  const isBound = (name: string): boolean =>
    winner.layers.some(({ parameter }) => parameter?.bound && !parameter.size.exponentOf(name).equals(0));
  const idle = winner.layers.flatMap(({ layer, parameter }, index) => {
    const argument = study.network.layers[index]?.kind === 'attention' ? undefined : sizeArgument(predicted, layer);
    const scale = freeScale(argument);
    if (!argument || !scale || parameter?.bound) return [];
    if (isIn(scale.name) || isBound(scale.name)) return [];
    return [{ argument, size: scale.name }];
  });
  const [first] = idle;
  if (!first) return undefined;
  const sizes = [...new Set(idle.map(({ size }) => size))].map((name) => ({ name, value: valueOf(predicted, name) }));
  return {
    ...placeFor(predicted, { node: first.argument, property: 'size' }),
    code: 'arch-width-changes-nothing',
    severity: 'info',
    message: { code: 'width-changes-nothing', study: node.name, sizes, winner: winner.name, sampleScale },
    data: { study: node.name, narrowest: first.size },
  };
};

/** A specialized layer that would turn less than one unit if it could: M is held at its lower bound 1. */
const oneUnit: Remark = (predicted) => {
  const { node, prediction, study } = predicted;
  const { sampleScale } = prediction;
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
  const widest = free !== undefined && sampleScale.exponentOf(free).equals(0) ? { widest: free } : {};
  return {
    ...placeFor(predicted, { node: argument, property: 'size' }),
    code: 'arch-one-unit',
    severity: 'hint',
    message: { code: 'one-unit', study: node.name, layer: held.layer, sampleScale, ...widest },
    data: { study: node.name, ...widest },
  };
};

/**
 * More heads than P* takes notice of. By the rules of attention P* grows as √H in between; it does not depend on H
 * below, where every head's scores are learned in full, nor above, where the scores stay lazy.
 */
const headsPastUse: Remark = (predicted) => {
  const { node, prediction, study } = predicted;
  const { sampleScale } = prediction;
  for (const [index, { layer, pattern, parameter }] of prediction.winner.layers.entries()) {
    if (study.network.layers[index]?.kind !== 'attention') continue;
    const isFull = parameter?.bound === 'upper';
    if (pattern !== 'lazy' && !isFull) continue;
    const argument = sizeArgument(predicted, layer);
    const heads = freeScale(argument)?.name;
    if (heads === undefined || valueOf(predicted, heads) <= 1) continue;
    if (!sampleScale.exponentOf(heads).equals(0)) continue;
    const said = { study: node.name, sampleScale, heads, count: valueOf(predicted, heads) };
    return {
      ...placeFor(predicted, { node: argument, property: 'size' }),
      code: 'arch-heads-past-use',
      severity: 'hint',
      message: isFull ? { code: 'heads-past-use', ...said } : { code: 'heads-lazy', layer, ...said },
      data: { study: node.name, single: heads },
    };
  }
  return undefined;
};

/** Fewer specialized units than experts: the inputs of the others are not learned. */
const expertsUntaught: Remark = (predicted) => {
  const { node, study, prediction } = predicted;
  const [first] = expertsLeftOut(study, prediction.winner);
  if (!first) return undefined;
  return {
    ...placeFor(predicted, { node: sizeArgument(predicted, first.layer, 'experts'), property: 'size' }),
    code: 'arch-experts-left-out',
    severity: 'warning',
    message: { code: 'in-study', study: node.name, reason: first },
    data: { study: node.name },
  };
};

/** Layers too narrow for the gains that are predicted one after another: measurements contradict the rule there. */
const contradictedGain: Remark = (predicted) => {
  const { node, study, prediction } = predicted;
  const found = stackedGain(study, prediction.winner);
  if (!found) return undefined;
  return {
    ...placeFor(predicted, { node: sizeArgument(predicted, found.layers.at(-1) ?? '', 'width'), property: 'size' }),
    code: 'arch-contradicted-gain',
    severity: 'warning',
    message: { code: 'in-study', study: node.name, reason: found },
    data: { study: node.name },
  };
};

const all: readonly Remark[] = [widthChangesNothing, oneUnit, headsPastUse, expertsUntaught, contradictedGain];

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
    for (const remark of all) {
      const finding = remark(predicted);
      if (finding) yield finding;
    }
  },
);
