import { loadFile, loadFileText, UnreadableFileError } from '../language/file.js';
import { predicted, type Source } from './predicted.js';
import { WrongCall } from './wrong-call.js';

export type { PredictedStudy, Source } from './predicted.js';

/**
 * Reads a file and predicts its studies.
 * @param text what is in it, when that is not what is on disk.
 * @throws WrongCall when the file cannot be read.
 */
export async function openSource(file: string, text?: string): Promise<Source> {
  try {
    return predicted(file, await (text === undefined ? loadFile(file) : loadFileText(text, file)));
  } catch (error) {
    if (error instanceof UnreadableFileError) throw new WrongCall(error.message);
    throw error;
  }
}
