import tseslint from 'typescript-eslint';

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
);
