/**
 * A file with one study of two layers, erf, He_3 and ridge 0.2, for the scripts that run validations.
 * @param block the settings of its `validate` block, a line each.
 */
export const twoLayerFile = (study, block) => `scale d = 64
scale N ~ d
network TwoLayer {
  input gaussian(d)
  dense h (width: N, activation: erf)
  output linear
}
target cubic = he(3)
study ${study} {
  network: TwoLayer
  target: cubic
  ridge: 0.2
  validate {
    ${block.join('\n    ')}
  }
}
`;
