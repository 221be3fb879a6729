import { watch, type FSWatcher } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderWatcher } from './document/watching.js';

/** So many folders are watched: each takes a handle of the system. */
const most = 4096;

/** Watches folders of this machine for clients that do not watch. The process may end while it does. */
export class MachineFolderWatcher implements FolderWatcher {
  private readonly watched = new Map<string, FSWatcher>();

  /**
   * @param isRelevant whether a change of the file at a path matters.
   * @param onChange called after such a change, and when a folder comes or goes.
   */
  constructor(
    private readonly isRelevant: (path: string) => boolean,
    private readonly onChange: () => void,
  ) {}

  follow(folders: ReadonlySet<string>): boolean {
    for (const folder of [...this.watched.keys()]) if (!folders.has(folder)) this.leave(folder);
    const added = [...folders].filter((folder) => !this.watched.has(folder));
    return added.filter((folder) => this.watched.size < most && this.add(folder)).length > 0;
  }

  private add(folder: string): boolean {
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => void this.onEvent(folder, event, name));
      watcher.on('error', () => this.leave(folder));
      this.watched.set(folder, watcher);
      return true;
    } catch {
      // The folder is gone, or the system has no handles left: files are compared when one is opened or saved.
      return false;
    }
  }

  private leave(folder: string): void {
    this.watched.get(folder)?.close();
    this.watched.delete(folder);
  }

  private async onEvent(folder: string, event: string, name: string | null): Promise<void> {
    const path = name === null ? folder : join(folder, name);
    if (name === null || this.isRelevant(path)) return this.onChange();
    if (event !== 'rename' || name.startsWith('.')) return;
    if (this.watched.has(path)) {
      // It may come back under the same name as another folder.
      this.leave(path);
      this.onChange();
    } else if (await isFolder(path)) this.onChange();
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
