import { expect, it } from 'vitest';
import { built } from './built.js';

it('a bundle that is not there is told of at once, with what makes it', () => {
  expect(() => built('nothing.cjs')).toThrow('dist/nothing.cjs is missing: run "npm run build"');
});
