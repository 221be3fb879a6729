import { t } from '@vscode/l10n';
import path from 'node:path';
import {
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
} from 'vscode';
import { filesOf, type KnownRun } from '../runs/known-run.js';
import { ago, details, stateText } from './wording.js';

/** A study with its runs, the newest first. */
export interface StudyNode {
  readonly kind: 'study';
  readonly study: string;
  /** The file's name, to tell studies of the same name apart. */
  readonly file: string;
  readonly runs: readonly RunNode[];
}

/** A run in the view. */
export interface RunNode {
  readonly kind: 'run';
  readonly run: KnownRun;
}

export type Node = StudyNode | RunNode;

/** The runs by study, as VS Code's tree shows them. */
export class RunsTree implements TreeDataProvider<Node> {
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private studies: readonly StudyNode[] = [];

  /** Shows runs. */
  show(runs: readonly KnownRun[]): void {
    this.studies = byStudy(runs);
    this.changed.fire(undefined);
  }

  getChildren(node?: Node): Node[] {
    if (!node) return [...this.studies];
    return node.kind === 'study' ? [...node.runs] : [];
  }

  getParent(node: Node): StudyNode | undefined {
    return node.kind === 'study' ? undefined : this.studies.find(({ runs }) => runs.includes(node));
  }

  getTreeItem(node: Node): TreeItem {
    return node.kind === 'study' ? studyItem(node) : runItem(node);
  }
}

function byStudy(runs: readonly KnownRun[]): StudyNode[] {
  const studies = new Map<string, { study: string; file: string; runs: RunNode[] }>();
  for (const run of [...runs].sort((one, other) => other.time - one.time)) {
    const file = path.basename(filesOf(run, [])[0] ?? run.result?.file ?? '');
    const key = `${file}#${run.study}`;
    const known = studies.get(key) ?? { study: run.study, file, runs: [] };
    known.runs.push({ kind: 'run', run });
    studies.set(key, known);
  }
  return [...studies.values()].map((study) => ({ kind: 'study', ...study }));
}

function studyItem({ study, file }: StudyNode): TreeItem {
  const item = new TreeItem(study, TreeItemCollapsibleState.Expanded);
  item.id = `${file}#${study}`;
  item.description = file;
  item.contextValue = 'study';
  item.iconPath = new ThemeIcon('beaker');
  return item;
}

function runItem({ run }: RunNode): TreeItem {
  const item = new TreeItem(run.level, TreeItemCollapsibleState.None);
  item.id = run.folder;
  item.description = run.state === 'running' ? stateText(run) : `${stateText(run)} · ${ago(run.time, Date.now())}`;
  item.contextValue = `run.${run.state}`;
  item.iconPath = iconOf(run);
  item.tooltip = tooltip(run);
  item.accessibilityInformation = { label: t`${run.study}, ${run.level} level, ${stateText(run)}` };
  item.command = { title: t('Open Run'), command: 'archscale.openRun', arguments: [{ kind: 'run', run }] };
  return item;
}

const verdictIcons = {
  agrees: ['pass', 'charts.green'],
  disagrees: ['error', 'charts.red'],
  'cannot tell': ['question', 'charts.yellow'],
} as const;

function iconOf({ state, result }: KnownRun): ThemeIcon {
  if (state === 'running') return new ThemeIcon('sync~spin');
  if (state === 'failed') return new ThemeIcon('warning', new ThemeColor('charts.red'));
  if (state !== 'finished' || !result) return new ThemeIcon('debug-pause');
  const [icon, colour] = verdictIcons[result.verdict];
  return new ThemeIcon(icon, new ThemeColor(colour));
}

function tooltip(run: KnownRun): MarkdownString {
  const text = new MarkdownString();
  text
    .appendMarkdown('**')
    .appendText(t`${run.study}, ${run.level} level`)
    .appendMarkdown('**\n\n');
  for (const [term, description] of details(run)) {
    text.appendMarkdown('- ').appendText(`${term}: ${description}`).appendMarkdown('\n');
  }
  return text;
}
