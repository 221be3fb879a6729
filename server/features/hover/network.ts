import { t } from '@vscode/l10n';
import * as ast from '../../../language/generated/ast.js';
import { describeParts, patternName } from '../../../present/markdown/pattern.js';
import { sampleScaleText } from '../../../present/markdown/samples.js';
import { sentence } from '../../../present/markdown/size.js';
import { code, paragraphs, table } from '../../../present/markdown/text.js';
import { words } from '../../../present/words/words.js';
import type { Predicted } from '../../../present/views/predicted.js';
import type { Predictions } from '../../document/predictions.js';

/** How many layers a network's hover lists. */
const mostLayers = 12;

/** A network: what each layer learns in its first study, and P* of every study that uses it. */
export function networkHover(network: ast.Network, predictions: Predictions): string {
  const title = `**network ${code(network.name)}**: ${depth(network)}`;
  const studies = predictions.ofNetwork(network);
  const [first] = studies;
  if (!first) {
    const reason = predictions
      .studiesOf(network)
      .map((study) => predictions.of(study))
      .map((one) => (one.kind === 'unpredicted' ? one.reason?.obstacle : undefined))
      .find((message) => message !== undefined);
    return paragraphs(title, reason ? sentence(words(reason)) : t('No study predicts it yet.'));
  }
  return paragraphs(
    title,
    table(
      [t('study'), t('samples'), t('pattern')],
      studies.map((study) => [
        code(study.node.name),
        sampleScaleText(study),
        patternName(study.prediction.winner.name),
      ]),
    ),
    layers(network, first),
  );
}

function depth(network: ast.Network): string {
  const count = network.parts.filter(ast.isLayer).length;
  return count === 1 ? t('1 hidden layer') : t`${count} hidden layers`;
}

function layers(network: ast.Network, first: Predicted): string {
  const nodes = network.parts.filter(ast.isLayer);
  const rows = nodes.slice(0, mostLayers).map((layer) => {
    return [code(layer.name), describeParts(first.layers(layer), first.written.study)];
  });
  const left = nodes.length - rows.length;
  return paragraphs(
    t`In study ${code(first.node.name)}:`,
    table([t('layer'), t('what it does')], rows),
    left > 0 && t`${left} more layers follow.`,
  );
}
