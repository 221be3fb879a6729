import { randomInt } from 'node:crypto';
import { lstat, open, realpath, rename, rm } from 'node:fs/promises';

/**
 * Replaces a file in one step, or makes it: whoever reads it, now or after a crash, sees all of the old text or all of the
 * new one. While it is written, the new text lies beside the file under its name, a dot and digits.
 *
 * The project's own, because write-file-atomic (to 6.0) takes what a nearly full disk cut off for the whole text, and
 * replaces the file by that.
 * @param followsLink whether a link of that name stays one, and the file that it leads to is replaced; else the link is replaced.
 * @throws what the file system says; the file is as it was.
 */
export async function replaceFile(path: string, text: string, { followsLink = true } = {}): Promise<void> {
  const target = followsLink ? await realpath(path).catch(() => path) : path;
  const before = await lstat(target).catch(() => undefined);
  const beside = `${target}.${randomInt(2 ** 32)}`;
  try {
    const file = await open(beside, 'wx', before?.isFile() ? before.mode : undefined);
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
