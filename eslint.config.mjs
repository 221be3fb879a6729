import tseslint from 'typescript-eslint';
import project from './lint/no-prose.mjs';

/** The folders whose texts are all in present/words: codes with arguments take their place. */
const withoutProse = ['language/**/*.ts'];

export default tseslint.config(
  { ignores: ['dist/', 'language/generated/', 'test/output/', '.testbed/', '.mutation/'] },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: withoutProse, plugins: { project }, rules: { 'project/no-prose': 'error' } },
);
