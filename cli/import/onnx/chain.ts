import { identity, type Pointwise } from '../activations/pointwise.js';
import { recognised } from '../activations/recognise.js';
import { keywordOf } from '../kinds.js';
import type { Gap, ImportedLayer, ImportedPart } from '../network.js';
import type { Node } from './model.js';

/** What goes into a model, where a chain begins. */
export interface Data {
  readonly kind: 'data';
  /** The inputs of the model that it is made of. */
  readonly inputs: readonly string[];
  /** Its shape without the batch; undefined where a side is open. */
  readonly shape: readonly (number | undefined)[];
  readonly remarks: readonly string[];
}

/** A part with all that comes before it. */
export interface Link {
  readonly part: ImportedPart | Data;
  readonly previous: Link | undefined;
  /** The steps of the model that the part stands for. */
  readonly nodes: readonly Node[];
}

/**
 * What has been done with the sums of a layer beside a function of each: steps of a norm, and of attention. Exporters write
 * both as several steps, which are followed here one by one.
 */
export type State =
  | 'values'
  | 'mean'
  | 'centred'
  | 'centred square'
  | 'mean square'
  | 'deviation'
  | 'scores'
  | 'attention weights'
  | 'probabilities';

/** What of a layer's values a track has, where it is not all of them: some units, one token, an average. */
export interface View {
  readonly kind: 'units' | 'token' | 'mean' | 'sum';
  /** Two views of one layer are the same where this is. */
  readonly id: string;
}

/** Where the units are among the sides of a tensor. */
export interface Axis {
  readonly rank: number;
  readonly at: number;
}

/** What a value of the graph is: a function of the last part's sums, or of the data where there is no part yet. */
export interface Track {
  readonly link: Link;
  readonly f: Pointwise;
  readonly state: State;
  readonly view?: View;
  readonly axis?: Axis;
  /** How many numbers a sample has, where it is known. */
  readonly width?: number;
  /** Of attention: heads and the numbers of each, once the model has split them. */
  readonly heads?: number;
  readonly rank?: number;
  /** Of scores: the steps that made their queries and keys. */
  readonly absorbed?: readonly Node[];
}

/** A track of a part's values as they are. */
export function plainTrack(link: Link, more: Partial<Track> = {}): Track {
  return { link, f: identity, state: 'values', ...more };
}

/** True for the values of a part as they are, all of them. */
export function isPlain({ f, state, view }: Track): boolean {
  return f.key === identity.key && state === 'values' && !view;
}

/** Joins parts into chains. The same step on the same chain gives the same chain, so that branches that meet are recognised. */
export class Chains {
  private readonly settled = new Map<Link, Map<string, Link>>();
  /** Why steps are no part of the language, whether or not their branch comes into the chain of the output. */
  readonly reasons = new Map<Node, string>();

  /** The chain of a track with its activation, ready for the next part. */
  settle({ link, f, state, view }: Track): Link {
    const cache = this.settled.get(link) ?? new Map<string, Link>();
    this.settled.set(link, cache);
    const key = `${state} ${view?.kind === 'units' ? view.id : ''} ${f.key}`;
    const before = cache.get(key);
    if (before) return before;
    const result = withUnits(settledLink(link, f, state), view);
    cache.set(key, result);
    // What is settled is plain: settling it again must not add anything.
    this.close(result);
    return result;
  }

  /** A track after a layer. */
  layer(
    before: Track,
    node: Node,
    layer: Omit<ImportedLayer, 'kind' | 'isResidual' | 'remarks'> & { readonly remarks?: readonly string[] },
    width: number | undefined,
    axis: Axis | undefined,
  ): Track {
    const part: ImportedLayer = { kind: 'layer', isResidual: false, remarks: [], ...layer };
    const link = { part, previous: this.settle(before), nodes: [node] };
    return plainTrack(link, { ...(width !== undefined && { width }), ...(axis && { axis }) });
  }

  /** A track after something that the language cannot say. */
  gap(before: Track, node: Node, text: string): Track {
    const { width, axis } = before;
    this.reasons.set(node, text);
    const link = gapLink(this.settle(before), node, text);
    return plainTrack(link, { ...(width !== undefined && { width }), ...(axis && { axis }) });
  }

  /** A track whose last part has a remark, and one more step. */
  remark(track: Track, node: Node, text: string): Track {
    const { part, previous, nodes } = track.link;
    if (part.kind === 'gap') return track;
    const remarks = part.remarks.includes(text) ? part.remarks : [...part.remarks, text];
    return { ...track, link: { part: { ...part, remarks }, previous, nodes: [...nodes, node] } };
  }

  /** A track whose last layer does something that the language cannot say. */
  lacking(track: Track, lack: string, nodes: readonly Node[]): Track {
    const { part, previous, nodes: own } = track.link;
    if (part.kind !== 'layer') return track;
    const lacks = [...(part.lacks ?? []), lack];
    return { ...track, link: { part: { ...part, lacks }, previous, nodes: [...own, ...nodes] } };
  }

  /** A track whose last layer, and all before it, stand for steps beside it too: those of queries, keys and values. */
  absorbing(track: Track, nodes: readonly Node[]): Track {
    const { link } = track;
    return { ...track, link: { ...link, nodes: [...link.nodes, ...nodes] } };
  }

  /** A sum of two tracks, one of which may be an identity around layers of the other. */
  sum(node: Node, left: Track, right: Track): Track {
    const [one, other] = [this.settle(left), this.settle(right)];
    const around = between(one, other) ?? between(other, one);
    const view = left.view ?? right.view;
    if (!around || (view && !(left.view?.id === right.view?.id)))
      return this.gap(
        left,
        node,
        `${joining(node)} two branches, of which one is not imported: ${names(branch(other, one))}.`,
      );
    const [skipped, end] = between(one, other) ? [one, right] : [other, left];
    if (around.length === 0) return end;
    const inner = around.filter(({ part }) => part.kind === 'layer' && part.keyword !== 'norm');
    const [first, second, ...more] = inner.map(({ part }) => part).filter((part) => part.kind === 'layer');
    const isProjection =
      second === undefined || (second.keyword === 'dense' && (second.activation ?? 'linear') === 'linear');
    if (!first || !isProjection || more.length > 0 || around.some(({ part }) => part.kind !== 'layer')) {
      return this.gap(
        end,
        node,
        `Add is an identity around ${names(around)}: the language knows one around a single layer only.`,
      );
    }
    let link = skipped;
    const projection = inner[1];
    for (const { part, nodes } of around) {
      if (part === second || part.kind !== 'layer') continue;
      const isFirst = part === first;
      link = {
        part: isFirst ? residual(first, second) : part,
        previous: link,
        nodes: isFirst ? [...nodes, ...(projection?.nodes ?? []), node] : nodes,
      };
    }
    this.close(link);
    return { ...end, link, f: identity, state: 'values' };
  }

  private close(link: Link): void {
    const cache = this.settled.get(link) ?? new Map<string, Link>();
    this.settled.set(link, cache.set(`values  ${identity.key}`, link));
  }
}

/** The links behind `from` up to `to`; undefined when `to` does not come after `from`. */
export function between(from: Link | undefined, to: Link): Link[] | undefined {
  const found: Link[] = [];
  let link: Link | undefined = to;
  for (; link && link !== from; link = link.previous) found.unshift(link);
  return link === from ? found : undefined;
}

/** The links of a chain that are not of another one. */
export function branch(of: Link, beside: Link): Link[] {
  const others = new Set<Link>();
  for (let link: Link | undefined = beside; link; link = link.previous) others.add(link);
  const found: Link[] = [];
  for (let link: Link | undefined = of; link && !others.has(link); link = link.previous) found.unshift(link);
  return found;
}

/** Parts in words, by their names. */
export function names(links: readonly Link[]): string {
  const named = links.map(({ part }) => {
    if (part.kind === 'data')
      return part.inputs.length > 1 ? `inputs ${part.inputs.join(', ')}` : `input ${part.inputs.join()}`;
    return part.kind === 'layer' ? part.name || keywordOf(part.keyword) : 'what was not imported';
  });
  return named.length > 0 ? [...new Set(named)].join(', ') : 'no layer';
}

function joining({ operator }: Node): string {
  return operator === 'Sub' ? 'Sub takes the difference of' : `${operator} joins`;
}

function residual(layer: ImportedLayer, projection: ImportedLayer | undefined): ImportedLayer {
  return { ...layer, isResidual: true, ...(projection && { projection: projection.name }) };
}

function withUnits(link: Link, view: View | undefined): Link {
  const { part } = link;
  if (view?.kind !== 'units' || part.kind !== 'layer') return link;
  const lack = `What follows ${part.name || 'this layer'} takes some of its units only: the language has layers on all of them.`;
  return { ...link, part: { ...part, lacks: [...(part.lacks ?? []), lack] } };
}

const unfinished: Readonly<Record<Exclude<State, 'values'>, string>> = {
  mean: 'An average over units',
  centred: 'A difference to the average over units',
  'centred square': 'A square of differences to the average over units',
  'mean square': 'A mean square over units',
  deviation: 'A deviation over units',
  scores: 'Products of data with data',
  'attention weights': 'A softmax of products of data with data',
  probabilities: 'A softmax',
};

function settledLink(link: Link, f: Pointwise, state: State): Link {
  if (state !== 'values')
    return gapLink(link, undefined, `${unfinished[state]} that is no part of a norm or of attention.`);
  const { part, previous, nodes } = link;
  // What follows a gap belongs to it.
  if (part.kind === 'gap') return link;
  const { activation, remark } = recognised(f);
  if (part.kind === 'layer' && takesActivation(part) && part.activation === undefined) {
    const said = activation
      ? { remarks: [...part.remarks, ...(remark === undefined ? [] : [remark])] }
      : lacking(part, remark);
    return { part: { ...part, activation: activation ?? 'linear', ...said }, previous, nodes };
  }
  if (activation === 'linear') return link;
  // A norm between sums and activation: features pass through it, so that it may as well come after.
  if (part.kind === 'layer' && part.keyword === 'norm' && previous) {
    const before = previous.part;
    if (before.kind === 'layer' && takesActivation(before) && before.activation === 'linear') {
      const inner = settledLink({ ...previous, part: { ...before, activation: undefined } }, f, state);
      const remarks = [...part.remarks, 'In the model it comes before the activation.'];
      return { part: { ...part, remarks }, previous: inner, nodes };
    }
  }
  const behind = part.kind === 'data' ? 'no layer' : part.name || keywordOf(part.keyword);
  return gapLink(
    link,
    undefined,
    `${activation ?? f.key.slice(0, 80)} behind ${behind}: the language has activations on the sums of a layer only.`,
  );
}

function lacking(part: ImportedLayer, remark: string | undefined): Pick<ImportedLayer, 'lacks'> {
  return { lacks: [...(part.lacks ?? []), `The activation of ${part.name || 'this layer'}. ${remark ?? ''}`.trim()] };
}

function takesActivation({ keyword }: ImportedLayer): boolean {
  return keyword === 'dense' || keyword === 'conv';
}

function gapLink(previous: Link, node: Node | undefined, text: string): Link {
  const part: Gap = { kind: 'gap', text };
  return { part, previous, nodes: node ? [node] : [] };
}
