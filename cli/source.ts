import { keptBeside } from '../language/calibration/store.js';
import { loadFile, loadFileText, UnreadableFileError } from '../language/file.js';
import type { Reach } from '../language/files/reach.js';
import { words } from '../present/words/words.js';
import { withKeptEstimates } from './estimated.js';
import { predicted } from './predicted.js';
import { standardInputOf } from './standard-input.js';
import { reachOfFile } from './reach.js';
import type { Source } from '../present/views/predicted.js';
import { WrongCall } from './wrong-call.js';

/**
 * Reads a file and predicts its studies.
 * @param text what is in it, when that is not what is on disk.
 * @param reach where its imports and data may lie.
 * @throws WrongCall when the file cannot be read.
 */
export async function openSource(file: string, text?: string, reach: Reach = reachOfFile(file)): Promise<Source> {
  try {
    const given = text ?? (await standardInputOf(file));
    const loaded = await (given === undefined
      ? loadFile(file, { wording: words, reach })
      : loadFileText(given, file, { wording: words, reach }));
    return await withKeptEstimates(predicted(file, loaded, keptBeside(file)));
  } catch (error) {
    if (error instanceof UnreadableFileError) throw new WrongCall(words(error.reason));
    throw error;
  }
}
