import { t } from '@vscode/l10n';
import type * as ast from '../../../language/generated/ast.js';
import type { LayerPattern, Pattern } from '../../../theory/prediction.js';
import { describeParts, shortMove } from '../../../present/markdown/pattern.js';
import { competing } from '../../../present/markdown/samples.js';
import { eigenvalueName } from '../../../present/formulas.js';
import { ratioText, sentence, sized } from '../../../present/markdown/size.js';
import { code, paragraphs, table } from '../../../present/markdown/text.js';
import { words } from '../../../present/words/words.js';
import type { Predicted } from '../../../present/views/predicted.js';
import type { Predictions } from '../../document/predictions.js';

/** How many other patterns a layer's hover compares. */
const mostOthers = 5;

/** A layer: what it learns, what that costs, r_n coming in and going out, and why it does nothing else. */
export function layerHover(layer: ast.Layer, predictions: Predictions): string {
  const title = t`**${layer.kind} ${code(layer.name)}** of network ${code(layer.$container.name)}`;
  const [first, ...others] = predictions.ofNetwork(layer.$container);
  const parts = first?.layers(layer) ?? [];
  if (!first || parts.length === 0) return paragraphs(title, notPredicted(layer, predictions));
  const alsoIn = others.map(
    (other) => t`Study ${code(other.node.name)}: ${describeParts(other.layers(layer), other.written.study)}.`,
  );
  return paragraphs(
    title,
    t`In study ${code(first.node.name)}: **${describeParts(parts, first.written.study)}**.`,
    competing(first),
    ...alsoIn,
    ...parts.flatMap((part) => [
      parts.length > 1 && t`Its part ${code(part.layer)}:`,
      eigenvalues(part, first),
      otherPatterns(part, first),
    ]),
  );
}

function notPredicted(layer: ast.Layer, predictions: Predictions): string {
  const studies = predictions.studiesOf(layer.$container);
  if (studies.length === 0) return t('No study uses this network yet: add one to see what this layer learns.');
  const reasons = studies
    .map((study) => predictions.of(study))
    .map((one) => (one.kind === 'unpredicted' ? one.reason?.obstacle : undefined));
  const reason = reasons.find((one) => one !== undefined);
  return reason ? sentence(words(reason)) : t('There is no prediction while its studies have errors.');
}

function eigenvalues({ incoming, outgoing }: LayerPattern, { written }: Predicted): string {
  const { reference } = written.study;
  const cell = (side: LayerPattern['incoming'], feature: Parameters<typeof eigenvalueName>[0]): string => {
    const size = side.get(feature);
    return size ? sized(size, reference) : '∞';
  };
  const features = [...new Set([...incoming.keys(), ...outgoing.keys()])];
  return table(
    [t('inverse eigenvalue'), t('coming in'), t('going out')],
    features.map((feature) => [eigenvalueName(feature), cell(incoming, feature), cell(outgoing, feature)]),
  );
}

/** For each other thing that the layer could do, the cheapest pattern in which it does that. */
function otherPatterns(own: LayerPattern, { written }: Predicted): string | undefined {
  const { reference } = written.study;
  const seen = new Set([own.pattern]);
  const cheapest: { pattern: Pattern; layer: LayerPattern }[] = [];
  for (const pattern of written.prediction.patterns) {
    const layer = pattern.layers.find((one) => one.layer === own.layer);
    if (!layer || seen.has(layer.pattern)) continue;
    seen.add(layer.pattern);
    cheapest.push({ pattern, layer });
  }
  if (cheapest.length === 0) return undefined;
  const best = written.winner.energy;
  const rows = cheapest.slice(0, mostOthers).map(({ pattern, layer }) => {
    return [shortMove(layer), sized(pattern.energy, reference), ratioText(pattern.energy.over(best), reference)];
  });
  return t`Why not something else? The best energy is ${sized(best, reference)}; with this layer otherwise:\n\n${table(
    [t('this layer'), t('energy E'), t('against the best')],
    rows,
  )}`;
}
