import { AstUtils } from 'langium';
import * as ast from '../../../language/generated/ast.js';
import { scaleMonomial, scaleValue } from '../../../language/lowering/scale.js';
import { derivedScaleHint, patternHint, sampleScaleHint, samplesHint } from '../../../present/hints.js';
import { declarationId, endOf, endOfKeyword, locationOf, touches } from '../../positions.js';
import type { Hint, HintKind, HintRequest } from './hint.js';

/** After each layer: its pattern, and the parameter of that pattern. */
function* patterns({ document, range, predictions }: HintRequest): Iterable<Hint> {
  for (const network of document.declarations.filter(ast.isNetwork)) {
    if (!touches(network, range)) continue;
    const [first, ...others] = predictions.ofNetwork(network);
    if (!first) continue;
    const from = first.from.map(declarationId);
    for (const layer of network.parts) {
      if (!ast.isLayer(layer) || !touches(layer, range)) continue;
      const position = layer.$cstNode?.range.end;
      const text = position && patternHint(layer, first, others);
      if (!text) continue;
      const key = `patterns:${network.name}/${layer.name}`;
      yield { key, kind: 'patterns', position, ...text, location: locationOf(first.node), from };
    }
  }
}

/** In each study's first line: P*, the number of samples that learning needs. */
function* sampleScale({ document, range, predictions }: HintRequest): Iterable<Hint> {
  for (const study of document.declarations.filter(ast.isStudy)) {
    const position = endOfKeyword(study, '{') ?? endOf(study, 'name');
    if (!touches(study, range) || !position) continue;
    const predicted = predictions.of(study);
    if (predicted.kind !== 'predicted') continue;
    yield {
      key: `sampleScale:${study.name}`,
      kind: 'sampleScale',
      position,
      ...sampleScaleHint(predicted),
      location: locationOf(predicted.learningLayer ?? study),
      from: predicted.from.map(declarationId),
    };
  }
}

/** After `samples`: whether that is above P*. */
function* samples({ document, range, predictions }: HintRequest): Iterable<Hint> {
  for (const study of document.declarations.filter(ast.isStudy)) {
    if (!touches(study, range)) continue;
    const property = study.properties.find(ast.isSamplesProperty);
    const position = property && endOf(property, 'samples');
    const predicted = predictions.of(study);
    if (!position || predicted.kind !== 'predicted') continue;
    const text = samplesHint(predicted);
    if (!text) continue;
    const from = predicted.from.map(declarationId);
    yield { key: `samples:${study.name}`, kind: 'samples', position, ...text, location: locationOf(study), from };
  }
}

/** After each scale that is tied to others: its value. */
function* scales({ document, range }: HintRequest): Iterable<Hint> {
  for (const scale of document.declarations.filter(ast.isScale)) {
    if (scale.relation !== '~' || !ast.isExpression(scale.value) || !touches(scale, range)) continue;
    const position = scale.$cstNode?.range.end;
    const value = scaleValue(scale);
    if (!position || value === undefined) continue;
    const sources = AstUtils.streamAst(scale.value)
      .filter(ast.isScaleReference)
      .map((reference) => reference.scale.ref)
      .nonNullable()
      .toArray();
    yield {
      key: `scales:${scale.name}`,
      kind: 'scales',
      position,
      ...derivedScaleHint(scale.name, value, scaleMonomial(scale)),
      location: locationOf(sources[0]),
      from: [scale, ...sources].map(declarationId),
    };
  }
}

/** Every kind of hint, in the order in which they are worked out. */
export const hintKinds: readonly HintKind[] = [
  { kind: 'patterns', hints: patterns },
  { kind: 'sampleScale', hints: sampleScale },
  { kind: 'samples', hints: samples },
  { kind: 'scales', hints: scales },
];
