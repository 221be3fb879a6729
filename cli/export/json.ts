import { Monomial, type Layer, type Study } from '../../theory/index.js';
import { monomialJson, type MonomialJson } from '../../present/json/monomial.js';
import { studyJson } from '../../present/json/prediction.js';
import type { PredictedStudy } from '../../present/views/predicted.js';

/** A study with its network and target in full, and its prediction: docs/cli.md lists the fields. */
export function exportedJson(one: PredictedStudy) {
  const { study } = one;
  return {
    format: 'archscale-study',
    version: 1,
    study: study.name,
    sizes: Object.fromEntries(study.reference),
    network: networkJson(study),
    target: targetJson(study),
    prediction: studyJson(one),
  };
}

function networkJson(study: Study) {
  const { name, input, layers, output } = study.network;
  return {
    name,
    input: { ...sizesIn(input, study), kind: input.kind },
    layers: layers.map((layer) => layerJson(layer, study)),
    output: { ...output, ...sizesIn(output, study) },
  };
}

function layerJson(layer: Layer, study: Study) {
  const { name, kind, residual, activation, scores } = layer;
  return {
    name,
    kind,
    residual,
    sizes: sizesIn(layer.sizes, study),
    ...(activation !== undefined && { activation }),
    ...(scores && { scores: { form: scores.form, ...sizesIn(scores, study) } }),
  };
}

function targetJson(study: Study) {
  const { target } = study;
  return { ...target, ...sizesIn(target, study) };
}

/** The fields of a value that are sizes, as the contract writes monomials. */
function sizesIn(value: object, { reference }: Study): Record<string, MonomialJson> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, field]: [string, unknown]) =>
      field instanceof Monomial ? [[key, monomialJson(field, reference)] as const] : [],
    ),
  );
}
