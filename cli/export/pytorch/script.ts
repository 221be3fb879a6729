import { activationOf, Monomial } from '../../../theory/index.js';
import { seenByUnit } from '../../../theory/input.js';
import type { PredictedStudy } from '../../../present/views/predicted.js';
import { ascii, related } from '../../../present/formulas.js';
import { tiedNames } from '../../../present/views/ties.js';
import { dataCode } from './data.js';
import { moduleCode } from './module.js';
import { className, plainText, variable } from './names.js';
import { expression, wholeExpression } from './size.js';
import { trainingCode } from './training.js';

/** When the study gives none: prefactors of order 1 to 10 are not known. */
const samplesOverScale = 10;
const mostSamples = 20_000;

/**
 * A study as a script of PyTorch that needs nothing else: the network in the heuristic's scaling, its data and target, and a
 * training by Langevin dynamics or SGD. It can be imported as a module as well.
 * @throws WrongCall for a layer that is not written in PyTorch here.
 */
export function pytorchScript(one: PredictedStudy): string {
  const { study, prediction } = one;
  const { network, reference, ridge, noise } = study;
  const { sampleScale } = prediction;
  const needed = related('P*', sampleScale, reference, ascii);
  const sizes = [...reference].map(([name, value]) => `${variable(name)} = ${Number(value.toPrecision(12))}`);
  return `"""${plainText(network.name)} on ${plainText(study.target.name)}: study ${plainText(study.name)}, written by archscale.

The scaling heuristic (arXiv:2512.04165) predicts ${needed} samples,
by the pattern ${tiedNames(prediction, reference)}. Prefactors of order 1 to 10 are not known.

    python FILE.py                      sample the posterior by Langevin dynamics
    python FILE.py --optimizer sgd      descend to it by SGD
    python FILE.py --steps 0 --onnx net.onnx
"""
import argparse
import inspect
from math import sqrt

import torch
from torch import nn


def whole(size):
    """A size as a whole number of at least 1."""
    return max(1, round(size))


${sizes.length > 0 ? `# The sizes.\n${sizes.join('\n')}\n\n` : ''}${samplesCode(one)}
# kappa
RIDGE = ${expression(ridge)}
${noise ? `# The standard deviation of the label noise, in units of the target's.\nNOISE = ${expression(noise)}\n` : ''}# Over how many directions the samples spread: sets the usual size of a step.
STEP_DIMENSION = ${stepDimension(one)}


${moduleCode(study)}


NETWORK = ${className(network.name)}


${dataCode(study)}


${trainingCode(noise !== undefined)}
`;
}

function samplesCode({ study, prediction }: PredictedStudy): string {
  if (study.samples) return `# P, as the study gives it.\nSAMPLES = ${wholeExpression(study.samples, study.reference)}`;
  const least = wholeExpression(prediction.sampleScale.times(Monomial.constant(samplesOverScale)), study.reference);
  return `# P: the study gives none, so ${samplesOverScale} times P*, up to what a small machine trains on.\nSAMPLES = min(${least}, ${mostSamples})`;
}

/** An even part of an activation has a constant, along which all samples pull together. */
function stepDimension({ study: { network, reference } }: PredictedStudy): string {
  const isOdd = network.layers.every((layer) => !layer.activation || activationOf(layer).parity === 'odd');
  const { input } = network;
  return isOdd ? wholeExpression(seenByUnit(input), reference) : '1';
}
