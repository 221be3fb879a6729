import tseslint from 'typescript-eslint';
import project from './lint/no-prose.mjs';

/** Parts whose promises, switches and errors are checked with their types. */
const typed = ['validation', 'present', 'server', 'client', 'cli', 'worker'].map((part) => `${part}/**/*.ts`);

/** The folders whose texts are all in present/words: codes with arguments take their place. */
const withoutProse = ['theory/**/*.ts', 'language/**/*.ts', 'validation/**/*.ts'];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '.types/',
      'language/generated/',
      'validation/core/generated/',
      'validation/core/assembly/',
      'test/output/',
      '.testbed/',
      '.mutation/',
    ],
  },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: typed,
    languageOptions: { parserOptions: { project: 'tsconfig.lint.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: false },
      ],
    },
  },
  { files: withoutProse, plugins: { project }, rules: { 'project/no-prose': 'error' } },
);
