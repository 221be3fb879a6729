import { type Disposable, EventEmitter, type TextDocument, workspace } from 'vscode';
import type { PlannableStudy } from '../../protocol/studies.js';
import { debounced } from '../timing.js';
import type { StudyRequests } from '../requests.js';
import type { Planned, Planner } from './planned.js';

/** So long nobody must have typed before a plan is made, in milliseconds. */
const rest = 1000;
/** So long a plan is waited for, in milliseconds: plans of the training level look for their range by measuring. */
const longest = 60_000;
/** So many plans are remembered. */
const mostKept = 200;

interface Wanted {
  readonly document: TextDocument;
  readonly block: PlannableStudy;
}

/** The plans of the `validate` blocks that are seen: made one after the other while nobody types, each once. */
export class Plans implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly kept = new Map<string, Planned>();
  private readonly wanted = new Map<string, Wanted>();
  private readonly failed = new Set<string>();
  private running: { readonly key: string; readonly abort: AbortController } | undefined;
  private readonly soon = debounced(rest, () => this.makeNext());

  constructor(
    private readonly requests: StudyRequests,
    private readonly planner: Planner,
  ) {}

  /** The blocks of a document; the plans of those that are not known yet are made later. */
  async blocksOf(document: TextDocument): Promise<readonly PlannableStudy[]> {
    if (!workspace.isTrusted) return [];
    const blocks = await this.requests.validations(document.uri.toString());
    for (const [key, { document: other }] of this.wanted) if (other === document) this.wanted.delete(key);
    for (const block of blocks) {
      if (!this.kept.has(block.key) && !this.failed.has(block.key)) this.wanted.set(block.key, { document, block });
    }
    // A plan that nobody asks for any more is not worth the rest of its time.
    if (this.running && !this.wanted.has(this.running.key)) this.running.abort.abort();
    if (this.wanted.size > 0) this.soon.call();
    return blocks;
  }

  /** The plan of a block, once it is known. */
  planOf({ key }: PlannableStudy): Planned | undefined {
    return this.kept.get(key);
  }

  dispose(): void {
    this.soon.dispose();
    this.changed.dispose();
    this.running?.abort.abort();
  }

  private async makeNext(): Promise<void> {
    const [key, next] = this.wanted.entries().next().value ?? [];
    if (this.running || key === undefined || !next) return;
    const abort = new AbortController();
    this.running = { key, abort };
    const { document, block } = next;
    const question = { uri: document.uri.toString(), text: document.getText(), study: block.study };
    const planned = await this.planner(question, AbortSignal.any([abort.signal, AbortSignal.timeout(longest)]));
    this.running = undefined;
    this.wanted.delete(key);
    if (planned) {
      this.kept.set(key, planned);
      for (const [oldest] of this.kept) if (this.kept.size > mostKept) this.kept.delete(oldest);
      this.changed.fire();
    } else if (!abort.signal.aborted) this.failed.add(key);
    if (this.wanted.size > 0) await this.makeNext();
  }
}
