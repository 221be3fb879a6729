import { plain } from '../../../present/diagram/scene-of.js';
import { predict, type LayerPattern, type Monomial, type ReferenceSizes, type Study } from '../../../theory/index.js';
import type { PointAnswer, Quantity } from '../../../protocol/diagram.js';
import { numberText } from '../../../present/numbers.js';

/** What the heuristic says at a study's reference sizes. */
export function pointAnswer(study: Study): PointAnswer {
  const { winner, sampleScale, learnable, patterns } = predict(study);
  return {
    sizes: Object.fromEntries(study.reference),
    pattern: winner.name,
    energy: quantity(winner.energy, study.reference),
    samples: quantity(sampleScale, study.reference),
    learnable: learnable ?? null,
    layers: winner.layers.map((layer) => ({ name: layer.layer, text: layerText(layer, study.reference) })),
    competing: patterns.filter(({ competing }) => competing).map(({ name }) => name),
  };
}

function quantity(monomial: Monomial, reference: ReferenceSizes): Quantity {
  const value = monomial.value(reference);
  const formula = monomial.toUnicode();
  return {
    ...plain(monomial),
    value,
    text: monomial.isConstant ? numberText(value) : `${formula} = ${numberText(value)}`,
  };
}

function layerText({ pattern, parameter }: LayerPattern, reference: ReferenceSizes): string {
  if (!parameter) return pattern;
  const name = parameter.name === 'beta' ? 'β' : parameter.name;
  const { text } = quantity(parameter.size, reference);
  return `${pattern}, ${name} ${parameter.size.isConstant ? '=' : '~'} ${text}`;
}
