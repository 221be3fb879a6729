import { expect } from 'vitest';

/** Where in the program something went wrong, which nobody but its authors can use. */
const fault = /\n\s+at |is not a function|Cannot read prop|is not iterable|fault of archscale/;
/** What a text also has where a value was not looked at before it was put in. */
const unlooked = /\bundefined\b|\[object /;

/** Holds a text against what a user may be shown. @param given what it came from, for the message of a failure */
export function expectReadable(text: string, given: string): void {
  expectNone(fault, text, given);
  expectNone(unlooked, text, given);
}

/** Holds a text that quotes what a program sent against what it may be told. */
export function expectNoFault(text: string, given: string): void {
  expectNone(fault, text, given);
}

function expectNone(pattern: RegExp, text: string, given: string): void {
  const found = pattern.exec(text);
  if (!found) return;
  const around = text.slice(Math.max(0, found.index - 200), found.index + 200);
  expect.fail(`"${found[0]}" in: ${around}\nof ${given.slice(0, 3000)}`);
}
