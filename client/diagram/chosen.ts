import type { DiagramAnswer, Sizes } from '../../protocol/diagram.js';
import type { Chosen } from './messages.js';

/** An answer with a picture. */
export type Pictured = Exclude<DiagramAnswer, { kind: 'unavailable' }>;

/** A size that is not what the file says. */
export interface Change {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The names of the sizes of the axes in an answer; `y` null for a plot. */
export function axesOf(answer: Pictured): { readonly x: string; readonly y: string | null } {
  return answer.kind === 'diagram'
    ? { x: answer.scene.x.name, y: answer.scene.y.name }
    : { x: answer.plot.variable, y: null };
}

/** Another size on an axis. A size that is on the other axis already changes places with it; all is shown again. */
export function withAxis(answer: Pictured, chosen: Chosen, axis: 'x' | 'y', name: string | null): Chosen {
  const now = axesOf(answer);
  const next = axis === 'x' ? { x: name ?? now.x, y: now.y } : { x: now.x, y: name };
  const other = now.y ?? answer.choices.find((choice) => choice.name !== now.x)?.name;
  const swapped = other === undefined ? { x: now.x, y: null } : { x: other, y: now.x };
  return { ...chosen, ...(next.x === next.y ? swapped : next), view: undefined };
}

/** Other sizes than those of the file. */
export function withSizes(chosen: Chosen, sizes: Sizes): Chosen {
  return { ...chosen, sizes: { ...chosen.sizes, ...sizes } };
}

/** Some sizes as the file has them. */
export function withoutSizes(chosen: Chosen, names: readonly string[]): Chosen {
  const sizes = Object.entries(chosen.sizes ?? {}).filter(([name]) => !names.includes(name));
  return { ...chosen, sizes: Object.fromEntries(sizes) };
}

/** All sizes and the samples as the file has them. */
export function asInFile(chosen: Chosen): Chosen {
  return { ...chosen, sizes: undefined, samples: undefined };
}

/** All sizes that a study has a value for, as they are now: moved, or as in the file. */
export function sizesNow({ choices, point }: Pictured, moved: Sizes): Sizes {
  const inFile = Object.fromEntries(choices.map(({ name, value }) => [name, value]));
  const known = Object.keys(point.sizes);
  return Object.fromEntries(known.map((name) => [name, moved[name] ?? inFile[name] ?? point.sizes[name] ?? 1]));
}

/** The sizes of an answer that can be moved, those of the axes first, with their values now. */
export function movable(answer: Pictured, sizes: Sizes): Map<string, number> {
  const { x, y } = axesOf(answer);
  const names = answer.choices.map(({ name }) => name).filter((name) => name !== x && name !== y);
  const all = [x, ...(y === null ? [] : [y]), ...names];
  // A tied size that is on no axis follows its relation: it has no value of its own.
  return new Map(all.flatMap((name) => (sizes[name] === undefined ? [] : [[name, sizes[name]]])));
}

/** What differs from the file. */
export function changesOf({ choices }: Pictured, sizes: ReadonlyMap<string, number>): Change[] {
  return choices.flatMap(({ name, value: from }) => {
    const to = sizes.get(name);
    return to === undefined || Math.abs(to - from) <= 1e-9 * from ? [] : [{ name, from, to }];
  });
}

/**
 * What stays chosen when the file has changed: a size whose value was edited there is that of the file again, and so are
 * the samples when their formula was edited.
 */
export function followed(chosen: Chosen, before: Pictured, now: Pictured): Chosen {
  const isSame = (name: string): boolean => valueIn(before, name) === valueIn(now, name);
  const sizes = Object.entries(chosen.sizes ?? {}).filter(([name]) => isSame(name));
  const axes = [before, now].map((answer) => JSON.stringify(axesOf(answer)));
  // With other axes the same samples can have another formula: what is tied is set free.
  const isRewritten = axes[0] === axes[1] && before.samples.formula !== now.samples.formula;
  return {
    ...chosen,
    sizes: Object.fromEntries(sizes),
    samples: isRewritten ? undefined : chosen.samples,
  };
}

function valueIn({ choices }: Pictured, name: string): number | undefined {
  return choices.find((choice) => choice.name === name)?.value;
}
