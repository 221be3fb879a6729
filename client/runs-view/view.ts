import { t } from '@vscode/l10n';
import path from 'node:path';
import { Disposable, RelativePattern, type TreeView, Uri, window, workspace } from 'vscode';
import { throttled } from '../timing.js';
import { type KnownRun, RunReader } from '../runs/known-run.js';
import { runFolders } from '../runs/search.js';
import { type Node, RunsTree } from './tree.js';
import { ago } from './wording.js';

/** How often runs that go on are looked at while the view is seen, in milliseconds. */
const interval = 1000;
/** How often runs are looked for while the view is seen, in milliseconds: watches do not reach every file system. */
const searchInterval = 15_000;

/** What changes what the view says: files, and new folders, whose first files a watch can miss. */
const watched = '**/{.archscale,.archscale/*,.archscale/*/*,plan.json,result.json,run.lock}';

/** The view "Runs" in the side bar: every run near the open files, as it stands on the disk, whoever started it. */
export class RunsView implements Disposable {
  readonly tree = new RunsTree();
  private readonly view: TreeView<Node>;
  private readonly reader = new RunReader();
  private readonly searchSoon = throttled(300, () => this.search());
  private readonly parts: Disposable;
  private watchers: Disposable[] = [];
  private watchedRoots = '';
  private folders: readonly string[] = [];
  private runs: readonly KnownRun[] = [];
  private lastSearch = 0;

  constructor() {
    this.view = window.createTreeView('archscale.runs', { treeDataProvider: this.tree, canSelectMany: true });
    const timer = setInterval(() => void this.refresh(), interval);
    const later = (): void => this.searchSoon.call();
    this.parts = Disposable.from(
      this.view,
      this.searchSoon,
      new Disposable(() => clearInterval(timer)),
      this.view.onDidChangeVisibility(later),
      workspace.onDidChangeWorkspaceFolders(later),
      workspace.onDidOpenTextDocument(({ languageId }) => {
        if (languageId === 'arch') later();
      }),
    );
    later();
  }

  /** Looks for runs and shows them. */
  async search(): Promise<void> {
    this.lastSearch = performance.now();
    const roots = rootFolders();
    this.watch(roots);
    this.folders = await runFolders(roots);
    await this.read();
  }

  dispose(): void {
    this.parts.dispose();
    for (const watcher of this.watchers) watcher.dispose();
  }

  private async read(): Promise<void> {
    const runs = await Promise.all(this.folders.map((folder) => this.reader.runIn(folder)));
    const found = runs.filter((run) => run !== undefined);
    const isSame = JSON.stringify(found.map(standing)) === JSON.stringify(this.runs.map(standing));
    this.runs = found;
    if (!isSame) this.tree.show(found);
    const live = found.filter(({ state }) => state === 'running').length;
    this.view.badge =
      live > 0
        ? { value: live, tooltip: live === 1 ? t('1 validation is running') : t`${live} validations are running` }
        : undefined;
  }

  /** The runs that are shown, as they were last seen. */
  get known(): readonly KnownRun[] {
    return this.runs;
  }

  /** Looks at what goes on, and now and then for what a watch has not told. */
  private async refresh(): Promise<void> {
    if (!this.view.visible) return;
    if (performance.now() - this.lastSearch > searchInterval) await this.search();
    else if (this.runs.some(({ state }) => state === 'running')) await this.read();
  }

  private watch(roots: readonly string[]): void {
    if (this.watchedRoots === roots.join('\n')) return;
    this.watchedRoots = roots.join('\n');
    for (const watcher of this.watchers) watcher.dispose();
    this.watchers = roots.map((root) => {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.file(root), watched));
      const later = (): void => this.searchSoon.call();
      return Disposable.from(
        watcher,
        watcher.onDidCreate(later),
        watcher.onDidChange(later),
        watcher.onDidDelete(later),
      );
    });
  }
}

/** What of a run is seen in the view. */
const standing = ({ folder, state, result, planned, time }: KnownRun): unknown => [
  folder,
  ago(time, Date.now()),
  state,
  planned,
  result?.points.length,
  result?.verdict,
  result?.measured,
];

/** The workspace's folders, and those of open .arch files outside them. */
function rootFolders(): string[] {
  const roots = (workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
  const files = workspace.textDocuments.filter(({ languageId, uri }) => languageId === 'arch' && uri.scheme === 'file');
  const outside = files
    .filter(({ uri }) => !workspace.getWorkspaceFolder(uri))
    .map(({ uri }) => path.dirname(uri.fsPath));
  return [...new Set([...roots, ...outside])];
}
