import { randomInt } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';

/**
 * Replaces a file in one step, or makes it: whoever reads it, now or after a crash, sees all of the old text or all of the
 * new one. While it is written, the new text lies beside the file under its name, a dot and digits.
 *
 * The project's own, because write-file-atomic (to 6.0) takes what a nearly full disk cut off for the whole text, and
 * replaces the file by that.
 * @throws what the file system says; the file is as it was.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const before = await stat(target).catch(() => undefined);
  const beside = `${target}.${randomInt(2 ** 32)}`;
  try {
    const file = await open(beside, 'wx', before?.mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}
