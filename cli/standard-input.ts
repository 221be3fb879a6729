import { text } from 'node:stream/consumers';
import { standardInput } from './file-argument.js';

/** The text of standard input where it stands in the place of a file; undefined for a file. */
export async function standardInputOf(file: string): Promise<string | undefined> {
  return file === standardInput ? text(process.stdin) : undefined;
}
