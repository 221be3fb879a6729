import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that exists for as long as the test runs; its path. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'archscale-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
