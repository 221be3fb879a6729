import { texts } from 'archscale-examples';

/** An example that stands for itself. */
export interface Example {
  readonly name: string;
  /** The first line of its first comment. */
  readonly about: string;
  readonly text: string;
}

/** The examples of the repository that have a study and import nothing. */
export const examples: readonly Example[] = Object.entries(texts)
  .filter(([, text]) => /^\s*study\b/m.test(text) && !/^\s*import\b/m.test(text) && !text.includes('data("'))
  .map(([name, text]) => ({ name, about: /^\/\/ (.*)$/m.exec(text)?.[1] ?? '', text }));
