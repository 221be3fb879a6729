import { z } from 'zod';
import { RefusedFileError } from '../../../language/files/reach.js';
import { openNamedFile } from '../../../language/files/user-files.js';
import { systemReason } from '../../system-reason.js';
import type { ImportedModel } from '../network.js';
import { UnreadableModel } from '../unreadable-model.js';
import { importTensors } from './tensors.js';

/** A longer head describes no network. */
const mostBytes = 64 << 20;

const head = z.record(
  z.string(),
  z.union([
    z.object({ dtype: z.string(), shape: z.array(z.number().int().nonnegative()).max(64) }),
    // `__metadata__`: texts by name.
    z.record(z.string(), z.string()),
  ]),
);

/**
 * The network of a safetensors file: names and shapes of weights, as in a state_dict. Of the file only its head is read: eight
 * bytes of length, and JSON.
 * @throws UnreadableModel when it is none.
 */
export async function importSafetensors(path: string): Promise<ImportedModel> {
  const parsed = head.safeParse(json(await headOf(path)));
  if (!parsed.success) throw new UnreadableModel('its head does not describe tensors as safetensors do.');
  const tensors = Object.entries(parsed.data).flatMap(([name, entry]) =>
    name !== '__metadata__' && Array.isArray(entry.shape) ? [{ name, shape: entry.shape }] : [],
  );
  if (tensors.length === 0) throw new UnreadableModel('it holds no tensors.');
  return importTensors(tensors, path, 'a safetensors file');
}

async function headOf(path: string): Promise<string> {
  const handle = await openNamedFile(path).catch((error: unknown) => {
    throw new UnreadableModel(error instanceof RefusedFileError ? 'it is not a file.' : `${systemReason(error)}.`);
  });
  try {
    const status = await handle.stat();
    const begin = Buffer.alloc(8);
    const { bytesRead } = await handle.read(begin, 0, 8, 0);
    const length = bytesRead === 8 ? begin.readBigUInt64LE() : -1n;
    if (length < 2n || length > BigInt(Math.min(mostBytes, status.size - 8)))
      throw new UnreadableModel('it is no safetensors file, or it ends too early.');
    const bytes = Buffer.alloc(Number(length));
    await handle.read(bytes, 0, bytes.length, 8);
    return bytes.toString('utf8');
  } finally {
    await handle.close();
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
