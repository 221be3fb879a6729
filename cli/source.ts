import { keptBeside } from '../language/calibration/store.js';
import { loadFile, loadFileText, UnreadableFileError } from '../language/file.js';
import { words } from '../present/words/words.js';
import { withKeptEstimates } from './estimated.js';
import { predicted } from './predicted.js';
import type { Source } from '../present/views/predicted.js';
import { WrongCall } from './wrong-call.js';

/**
 * Reads a file and predicts its studies.
 * @param text what is in it, when that is not what is on disk.
 * @throws WrongCall when the file cannot be read.
 */
export async function openSource(file: string, text?: string): Promise<Source> {
  try {
    const loaded = await (text === undefined
      ? loadFile(file, { wording: words })
      : loadFileText(text, file, { wording: words }));
    return await withKeptEstimates(predicted(file, loaded, keptBeside(file)));
  } catch (error) {
    if (error instanceof UnreadableFileError) throw new WrongCall(words(error.reason));
    throw error;
  }
}
