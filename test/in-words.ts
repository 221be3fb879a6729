import { wordsOfError } from '../present/words/words.js';

/** What a promise resolves to; where it is rejected, the words of the reason, as `expect(...).rejects.toThrow` reads them. */
export async function inWords<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw new Error(wordsOfError(error), { cause: error });
  }
}
