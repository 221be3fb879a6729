import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../architecture/sources.js';

/** A part of the repository in a folder of its own, in which a test adds what a contributor would, and counts the files. */
export class CopiedRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'archscale-copy-'));
  /** The files that were changed or added. */
  readonly touched = new Set<string>();

  /** @param paths files and folders to copy, from the root */
  constructor(paths: readonly string[]) {
    for (const path of paths)
      if (existsSync(join(root, path))) cpSync(join(root, path), join(this.folder, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'), 'dir');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Adds a file or replaces its text. */
  write(path: string, text: string): void {
    this.touched.add(path);
    this.writeUncounted(path, text);
  }

  /** The same for what belongs to the test alone. */
  writeUncounted(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Puts a text behind the only place where another stands. */
  insert(path: string, behind: string, text: string): void {
    const before = this.read(path);
    expect(before.split(behind), `${path}: ${behind}`).toHaveLength(2);
    this.write(
      path,
      before.replace(behind, () => behind + text),
    );
  }

  /** The text of a file with other names in it. */
  copied(path: string, changes: readonly (readonly [string, string])[]): string {
    return changes.reduce((text, [from, to]) => text.replaceAll(from, to), this.read(path));
  }

  /** Runs a program of the development dependencies; what it printed. */
  run(program: string, args: readonly string[]): string {
    return this.spawn(join(root, 'node_modules/.bin', program), args);
  }

  /** Generates the parser from the grammar. */
  generate(): void {
    const printed = this.spawn(process.execPath, ['language/generate.mjs']);
    expect(printed).toContain('finished successfully');
  }

  private spawn(program: string, args: readonly string[]): string {
    const { stdout, stderr } = spawnSync(program, args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    return stdout + stderr;
  }
}
