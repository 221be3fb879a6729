import {
  algorithmic,
  learning,
  type Boundary,
  type Feature,
  type LayerPattern,
  type Monomial,
  type Pattern,
  type ReferenceSizes,
} from '../../theory/index.js';
import { derivationView } from '../derivation.js';
import { words } from '../words/words.js';
import type { PredictedStudy } from '../views/predicted.js';
import { algorithmicJson } from './algorithmic.js';
import { calibratedEnergyJson, calibratedJson } from './calibrated.js';
import { dataJson } from './data.js';
import { estimateJson } from './estimate.js';
import { fitJson } from './fit.js';
import { firstComponentJson, learningJson } from './learning.js';
import { exponentsJson, monomialJson } from './monomial.js';
import { ruleJson } from './rule.js';

/** A study's prediction as `archscale predict --format json` prints it. */
export type StudyJson = ReturnType<typeof studyJson>;

/**
 * A study of the contract: docs/cli.md lists the fields.
 * @param one the question, whose reference sizes give every `value`, with its answer.
 */
export function studyJson(one: PredictedStudy) {
  const { study, prediction } = one;
  const { reference } = study;
  const needs = algorithmic(study);
  const learned = learning(study, prediction);
  return {
    name: study.name,
    network: study.network.name,
    target: study.target.name,
    placeholder: one.placeholder ?? false,
    samples: monomialJson(prediction.sampleScale, reference),
    inBase: prediction.inBase ?? null,
    learnable: prediction.learnable ?? null,
    calibrated: calibratedJson(one),
    calibratedEnergy: calibratedEnergyJson(one),
    estimate: estimateJson(one),
    given: study.samples ? monomialJson(study.samples, reference) : null,
    ridge: monomialJson(study.ridge, reference),
    noise: study.noise ? monomialJson(study.noise, reference) : null,
    data: one.data ? dataJson(one.data) : null,
    fit: fitJson(prediction.fit, reference),
    patterns: prediction.patterns.map((pattern) => patternJson(pattern, reference)),
    complete: prediction.complete,
    boundaries: prediction.boundaries.map(boundaryJson),
    formulaChanges: prediction.formulaChanges.map(boundaryJson),
    crossings: prediction.crossings.map(boundaryJson),
    algorithmic: needs ? algorithmicJson(needs, reference) : null,
    firstComponent: firstComponentJson(learned, reference),
    learning: learningJson(learned, reference),
    provenance: prediction.provenance.map(ruleJson),
    omissions: prediction.omissions.map(words),
    derivation: derivationView(prediction.derivation()).map(({ title, formulas, rule }) => ({
      title,
      formulas: [...formulas],
      rule: rule.rule,
      status: rule.status,
    })),
  };
}

function patternJson(pattern: Pattern, reference: ReferenceSizes) {
  return {
    name: pattern.name,
    layers: pattern.layers.map((layer) => layerJson(layer, reference)),
    readout: monomialJson(pattern.readout, reference),
    energy: monomialJson(pattern.energy, reference),
    optimal: pattern.optimal,
    competing: pattern.competing,
  };
}

function layerJson(
  { layer, pattern, counts, degree, parameter, length, cost }: LayerPattern,
  reference: ReferenceSizes,
) {
  return {
    layer,
    pattern,
    ...(counts === undefined ? {} : { counts }),
    ...(degree === undefined ? {} : { degree }),
    ...(parameter === undefined
      ? {}
      : {
          parameter: {
            name: parameter.name,
            ...monomialJson(parameter.size, reference),
            bound: parameter.bound ?? null,
          },
        }),
    ...(length === undefined ? {} : { length: length === 'free' ? length : monomialJson(length, reference) }),
    ...(cost === undefined ? {} : { cost: monomialJson(cost, reference) }),
  };
}

function boundaryJson({ condition, variable, at, value, below, above, degrees, energies }: Boundary) {
  return {
    condition,
    variable,
    expression: at.toString(),
    exponents: exponentsJson(at),
    value: Number.isFinite(value) ? value : null,
    below,
    above,
    ...(degrees && { degrees: { below: degreesJson(degrees.below), above: degreesJson(degrees.above) } }),
    ...(energies && { energies: { below: formulaJson(energies.below), above: formulaJson(energies.above) } }),
  };
}

function degreesJson(degrees: readonly (Feature | undefined)[]) {
  return degrees.map((degree) => degree ?? null);
}

function formulaJson(size: Monomial) {
  return { expression: size.toString(), exponents: exponentsJson(size) };
}
