import { expect, test } from 'vitest';
import { Questions } from '../../../client/diagram/questions.js';

/** Questions whose frames are drawn by hand. */
function setUp() {
  const sent: [number, string][] = [];
  const frames: (() => void)[] = [];
  const questions = new Questions<string>(
    (number, question) => sent.push([number, question]),
    (callback) => frames.push(callback),
  );
  return { sent, questions, frame: () => frames.splice(0).forEach((callback) => callback()) };
}

test('one question is sent in a frame: the newest', () => {
  const { sent, questions, frame } = setUp();
  for (const question of ['a', 'b', 'c']) questions.ask(question);
  expect(sent).toEqual([]);
  frame();
  expect(sent).toEqual([[1, 'c']]);
});

test('while one is on its way the newest waits for its answer', () => {
  const { sent, questions, frame } = setUp();
  questions.ask('a');
  frame();
  questions.ask('b');
  questions.ask('c');
  frame();
  expect(sent).toEqual([[1, 'a']]);
  expect(questions.isSettled).toBe(false);
  expect(questions.isAnswer(1)).toBe(true);
  frame();
  expect(sent).toEqual([
    [1, 'a'],
    [2, 'c'],
  ]);
  expect(questions.isAnswer(2)).toBe(true);
  expect(questions.isSettled).toBe(true);
});

test('an answer to an older question is stale, and a second answer to the last one is not', () => {
  const { questions, frame } = setUp();
  questions.ask('a');
  frame();
  questions.isAnswer(1);
  questions.ask('b');
  frame();
  expect(questions.isAnswer(1)).toBe(false);
  expect(questions.isAnswer(2)).toBe(true);
  expect(questions.isAnswer(2)).toBe(true);
});
