import type { Random } from './random.js';

/** Bytes after a few changes: some replaced, a stretch taken out, repeated or put in, or the end missing. */
export function mutatedBytes(bytes: Uint8Array, random: Random): Uint8Array {
  let result = Buffer.from(bytes);
  do {
    const at = random.upTo(result.length);
    const length = random.upTo(random.chance(0.8) ? 8 : 300);
    const stretch = result.subarray(at, at + length);
    switch (random.upTo(4)) {
      case 0:
        result = Buffer.concat([result.subarray(0, at), result.subarray(at + length)]);
        break;
      case 1:
        result = Buffer.concat([result.subarray(0, at), stretch, result.subarray(at)]);
        break;
      case 2:
        result = Buffer.concat([result.subarray(0, at), randomBytes(length, random), result.subarray(at)]);
        break;
      case 3:
        if (random.chance(0.2)) result = result.subarray(0, at);
        break;
      default:
        if (result.length > 0) result[at % result.length] = random.upTo(255);
    }
  } while (random.chance(0.6));
  return result;
}

function randomBytes(length: number, random: Random): Buffer {
  const extreme = random.chance(0.5);
  return Buffer.from(Array.from({ length }, () => (extreme ? random.pick([0, 0x7f, 0x80, 0xff]) : random.upTo(255))));
}
