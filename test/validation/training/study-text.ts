/**
 * A study of two layers at the training level, as it is written: its chains are short, or, with many samples, take minutes.
 * @param samples the numbers of samples, as expressions of d.
 */
export const trainingStudy = (samples: string, seeds = 2): string => `
scale d = 8
scale N ~ d
network TwoLayer {
  input gaussian(d)
  dense h (width: N, activation: erf)
  output linear
}
target cubic = he(3)
study Cubic {
  network: TwoLayer
  target: cubic
  validate {
    level: training
    sweep: d from 8 to 12
    points: 3
    seeds: ${seeds}
    samples: ${samples}
  }
}
`;
