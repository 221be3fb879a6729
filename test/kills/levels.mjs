/**
 * What is run at each level: a plan that takes seconds. A new level is an entry here.
 * `engines` are those that measure it; `block` are the settings of its study's `validate` block.
 */
export const levels = {
  estimate: { engines: ['js'], block: 'sweep: d from 16 to 64\n    points: 3' },
  rate: { engines: ['js'], block: 'sweep: d from 32 to 128\n    points: 3\n    seeds: 2' },
  training: {
    engines: ['js', 'torch', 'webgpu'],
    block: 'sweep: d from 4 to 8\n    points: 3\n    samples: 4 * d\n    seeds: 2',
  },
};

/** The text of a file with a level's study. */
export const fileOf = (level) => `scale d = 64
scale N ~ d
network TwoLayer {
  input gaussian(d)
  dense h (width: N, activation: erf)
  output linear
}
target cubic = he(3)
study Killed {
  network: TwoLayer
  target: cubic
  ridge: 0.2
  validate {
    level: ${level}
    ${levels[level].block}
  }
}
`;
