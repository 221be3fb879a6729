import { t } from '@vscode/l10n';
import type { CompoundKind } from './kind.js';

/** A transformer block: attention with an identity around it, then a token-wise dense layer with one (derived). */
export const block: CompoundKind = {
  kind: 'block',
  summary: () => t('A transformer block: attention, then a dense layer on every token, with an identity around each.'),
  example: 'block t1 (heads: H, width: N, activation: gelu)',
  sizes: [
    { name: 'heads', meaning: 'H, the number of heads of its attention' },
    { name: 'width', meaning: 'N, the number of units of its dense layer' },
  ],
  takesActivation: true,
  takesScores: true,
  mayBeResidual: false,
  accepts: ['tokens'],
  parts(layer) {
    const { heads, width } = layer.sizes;
    const common = { residual: true, block: layer.name };
    return [
      {
        ...common,
        name: `${layer.name}.attention`,
        kind: 'attention',
        sizes: { ...(heads && { heads }) },
        ...(layer.scores && { scores: layer.scores }),
      },
      {
        ...common,
        name: `${layer.name}.dense`,
        kind: 'dense',
        sizes: { ...(width && { width }) },
        ...(layer.activation !== undefined && { activation: layer.activation }),
      },
    ];
  },
};
