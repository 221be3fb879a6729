import { twoLayerFile } from '../two-layer.mjs';

/**
 * What is run at each level: a plan that takes seconds. A new level is an entry here.
 * `engines` are those that measure it; `block` are the settings of its study's `validate` block, a line each.
 */
export const levels = {
  estimate: { engines: ['js'], block: ['sweep: d from 16 to 64', 'points: 3'] },
  rate: { engines: ['js'], block: ['sweep: d from 32 to 128', 'points: 3', 'seeds: 2'] },
  training: {
    engines: ['js', 'torch', 'webgpu'],
    block: ['sweep: d from 4 to 8', 'points: 3', 'samples: 4 * d', 'seeds: 2'],
  },
  descent: { engines: ['js'], block: ['sweep: d from 4 to 8', 'points: 3', 'samples: 4 * d', 'seeds: 2'] },
};

/** The text of a file with a level's study. */
export const fileOf = (level) => twoLayerFile('Killed', [`level: ${level}`, ...levels[level].block]);
