import type { CompoundKind } from './kind.js';

/** A transformer block: attention with an identity around it, then a token-wise dense layer with one (derived). */
export const block: CompoundKind<'block'> = {
  kind: 'block',
  keyword: 'block',
  example: 'block t1 (heads: H, width: N, activation: gelu)',
  sizes: [{ name: 'heads' }, { name: 'width' }],
  takesActivation: true,
  takesScores: true,
  mayBeResidual: false,
  accepts: ['tokens'],
  mark: { status: 'derived', section: 'Transformer block' },
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
