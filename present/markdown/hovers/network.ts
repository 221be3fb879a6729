import { t } from '@vscode/l10n';
import type { Layer } from '../../../language/generated/ast.js';
import type { LayerPattern, Pattern } from '../../../theory/prediction.js';
import { eigenvalueName } from '../../formulas.js';
import type { Predicted, Unpredicted } from '../../views/predicted.js';
import { words } from '../../words/words.js';
import { describeParts, shortMove } from '../pattern.js';
import { competingFor, sampleScaleText } from '../samples.js';
import { ratioText, sentence, sized } from '../size.js';
import { code, paragraphs, plain, table } from '../text.js';

/** What the heuristic says of each study of a network, in the order of the text. */
type Outcomes = readonly (Predicted | Unpredicted)[];

/** How many layers a network's hover lists. */
const mostLayers = 12;
/** How many other patterns a layer's hover compares. */
const mostOthers = 5;

/**
 * A network as Markdown: what each layer learns in its first study, and P* of every study that uses it.
 * @param name of the network.
 * @param layers of the network, in their order.
 * @param outcomes of its studies.
 */
export function networkHover(name: string, layers: readonly Layer[], outcomes: Outcomes): string {
  const depth = layers.length === 1 ? t('1 hidden layer') : t`${layers.length} hidden layers`;
  const title = `**network ${code(name)}**: ${depth}`;
  const studies = predictedOf(outcomes);
  const [first] = studies;
  if (!first) return paragraphs(title, obstacleOf(outcomes) ?? t('No study predicts it yet.'));
  return paragraphs(
    title,
    table(
      [t('study'), t('samples'), t('pattern')],
      studies.map((study) => [code(study.node.name), sampleScaleText(study), plain(study.tiedNames)]),
    ),
    layerTable(layers, first),
  );
}

function layerTable(layers: readonly Layer[], first: Predicted): string {
  const rows = layers.slice(0, mostLayers).map((layer) => {
    return [code(layer.name), describeParts(first.layers(layer), first.written.study)];
  });
  const left = layers.length - rows.length;
  return paragraphs(
    t`In study ${code(first.node.name)}:`,
    table([t('layer'), t('what it does')], rows),
    left > 0 && t`${left} more layers follow.`,
  );
}

/**
 * A layer as Markdown: what it learns, what that costs, r_n coming in and going out, and why it does nothing else.
 * @param layer of the text.
 * @param outcomes of the studies of its network.
 */
export function layerHover(layer: Layer, outcomes: Outcomes): string {
  const title = t`**${layer.kind} ${code(layer.name)}** of network ${code(layer.$container.name)}`;
  const [first, ...others] = predictedOf(outcomes);
  const parts = first?.layers(layer) ?? [];
  if (!first || parts.length === 0) return paragraphs(title, notPredicted(outcomes));
  const alsoIn = others.map(
    (other) => t`Study ${code(other.node.name)}: ${describeParts(other.layers(layer), other.written.study)}.`,
  );
  return paragraphs(
    title,
    t`In study ${code(first.node.name)}: **${describeParts(parts, first.written.study)}**.`,
    competingFor(parts, first),
    ...alsoIn,
    ...parts.flatMap((part) => [
      parts.length > 1 && t`Its part ${code(part.layer)}:`,
      eigenvalues(part, first),
      otherPatterns(part, first),
    ]),
  );
}

function notPredicted(outcomes: Outcomes): string {
  if (outcomes.length === 0) return t('No study uses this network yet: add one to see the prediction for this layer.');
  return obstacleOf(outcomes) ?? t('There is no prediction while its studies have errors.');
}

function predictedOf(outcomes: Outcomes): Predicted[] {
  return outcomes.filter((outcome) => outcome.kind === 'predicted');
}

/** Why the first study that is refused is refused; undefined where none is. */
function obstacleOf(outcomes: Outcomes): string | undefined {
  const obstacle = outcomes
    .map((one) => (one.kind === 'unpredicted' ? one.reason?.obstacle : undefined))
    .find((message) => message !== undefined);
  return obstacle && sentence(words(obstacle));
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
