import { expect, it } from 'vitest';
import { languageWords } from '../../present/words/language.js';
import { theoryWords } from '../../present/words/theory.js';
import { validationWords } from '../../present/words/validation.js';

it('a code is that of one message: catalogues do not share any', () => {
  const codes = [theoryWords, languageWords, validationWords].flatMap((words) => Object.keys(words));
  expect(codes.length).toBeGreaterThan(200);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

it('codes are short words with hyphens', () => {
  const codes = [theoryWords, languageWords, validationWords].flatMap((words) => Object.keys(words));
  expect(codes.filter((code) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(code))).toEqual([]);
});
