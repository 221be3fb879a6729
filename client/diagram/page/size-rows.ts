import { element } from '../../pages/page/elements.js';
import { type ShownSize, SizeRow } from './size-row.js';

/** The sizes beside the picture, each with its slider. */
export class SizeRows {
  readonly root = element('div', { class: 'sizes' });
  private rows = new Map<string, SizeRow>();

  /**
   * @param move gets a size while its slider moves
   * @param settle gets it when it has been let go or typed
   */
  constructor(
    private readonly move: (name: string, value: number) => void,
    private readonly settle: (name: string, value: number) => void,
  ) {}

  /** Shows sizes by name, in order; rows that are there already stay, and the focus in them. */
  show(sizes: ReadonlyMap<string, ShownSize>): void {
    if ([...this.rows.keys()].join(' ') !== [...sizes.keys()].join(' ')) {
      const known = this.rows;
      this.rows = new Map([...sizes.keys()].map((name) => [name, known.get(name) ?? this.rowOf(name)]));
      this.root.replaceChildren(...[...this.rows.values()].map(({ root }) => root));
    }
    for (const [name, size] of sizes) this.rows.get(name)?.show(size);
  }

  private rowOf(name: string): SizeRow {
    return new SizeRow(
      name,
      (value) => this.move(name, value),
      (value) => this.settle(name, value),
    );
  }
}
