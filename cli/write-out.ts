import { replaceFile } from '../language/files/replace-file.js';
import { WrongCall } from './wrong-call.js';

/**
 * Writes an answer to a file, all of it or nothing, or to stdout.
 * @throws WrongCall when the file cannot be written.
 */
export async function writeOut(text: string, path: string | undefined): Promise<void> {
  if (path === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    await replaceFile(path, text);
  } catch (error) {
    throw new WrongCall(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
