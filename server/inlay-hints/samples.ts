import * as ast from '../../language/generated/ast.js';
import { sampleScaleText } from '../markdown/sample-scale.js';
import { lines } from '../markdown/text.js';
import { factor } from '../numerals.js';
import { declarationId, endOf, placeOf, touches } from '../places.js';
import type { Hint, HintKind, HintRequest } from './hint.js';
import { cut } from './label.js';

/** After `samples`: whether that is above P*. */
export const samplesHints: HintKind = { kind: 'samples', hints };

function* hints({ document, range, predictions }: HintRequest): Iterable<Hint> {
  for (const study of document.declarations.filter(ast.isStudy)) {
    if (!touches(study, range)) continue;
    const property = study.properties.find(ast.isSamplesProperty);
    const position = property && endOf(property, 'samples');
    const predicted = predictions.of(study);
    if (!position || predicted.kind !== 'predicted' || predicted.excess === undefined) continue;
    const above = predicted.prediction.learnable === true;
    yield {
      key: `samples:${study.name}`,
      kind: 'samples',
      position,
      label: cut(`${above ? 'above' : 'below'} P* (${factor(predicted.excess)})`),
      tooltip: lines(
        `${sampleScaleText(predicted)}: these samples are ${above ? 'enough' : 'too few'} for learning, by this estimate.`,
        'P\\* is a lower bound up to a factor of order one: necessary, not sufficient.',
      ),
      place: placeOf(study),
      from: predicted.from.map(declarationId),
    };
  }
}
