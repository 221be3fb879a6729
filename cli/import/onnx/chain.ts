import type { Gap, ImportedLayer, ImportedPart } from '../network.js';
import { keywordOf } from '../kinds.js';
import { activationOf, type Form } from './forms.js';

/** A part with all that comes before it. */
export interface Link {
  readonly part: ImportedPart;
  readonly previous: Link | undefined;
}

/** What a value of the graph is: a form of the last part's sums, or of the data where there is no part yet. */
export interface Track {
  readonly link: Link | undefined;
  readonly form: Form;
  /** How many numbers a sample has, where it is known. */
  readonly width?: number;
  /** Of attention: heads and the numbers of each, once the model has split them. */
  readonly heads?: number;
  readonly rank?: number;
}

/** Joins parts into chains. The same step on the same chain gives the same chain, so that branches that meet are recognised. */
export class Chains {
  private readonly settled = new Map<Link | undefined, Map<Form, Link | undefined>>();

  /** The chain of a track with its activation, ready for the next part. */
  settle({ link, form }: Track): Link | undefined {
    const cache = this.settled.get(link) ?? new Map<Form, Link | undefined>();
    this.settled.set(link, cache);
    if (cache.has(form)) return cache.get(form);
    const result = settledLink(link, form);
    cache.set(form, result);
    // What is settled is plain: settling it again must not add anything.
    this.settled.set(result, (this.settled.get(result) ?? new Map<Form, Link | undefined>()).set('plain', result));
    return result;
  }

  /** A track after a layer. */
  layer(
    before: Track,
    layer: Omit<ImportedLayer, 'kind' | 'isResidual' | 'remarks'>,
    width: number | undefined,
  ): Track {
    const part: ImportedLayer = { kind: 'layer', isResidual: false, remarks: [], ...layer };
    return { link: { part, previous: this.settle(before) }, form: 'plain', ...(width !== undefined && { width }) };
  }

  /** A track after something that the language cannot say. */
  gap(before: Track, text: string): Track {
    return { ...before, link: gapLink(this.settle(before), text), form: 'plain' };
  }

  /** A track whose last layer has a remark. */
  remark(track: Track, text: string): Track {
    const { link } = track;
    if (link?.part.kind !== 'layer') return track;
    return { ...track, link: { ...link, part: { ...link.part, remarks: [...link.part.remarks, text] } } };
  }

  /** A track whose last layer does something that the language cannot say. */
  lacking(track: Track, lack: string): Track {
    const { link } = track;
    if (link?.part.kind !== 'layer') return track;
    return { ...track, link: { ...link, part: { ...link.part, lacks: [...(link.part.lacks ?? []), lack] } } };
  }

  /** A track whose last units are multiplied by a product with weights of its own, for which the language has no word. */
  gated(track: Track, gate: ImportedLayer): Track {
    const link = this.settle(track);
    if (link?.part.kind !== 'layer') return track;
    const lack = `${gate.name || 'Another product'} multiplies the units of ${link.part.name || 'this layer'}: the heuristic has no rule for gates.`;
    return this.lacking({ ...track, link, form: 'plain' }, lack);
  }

  /** A sum of two tracks, one of which may be an identity around layers of the other. */
  sum(left: Track, right: Track): Track {
    const [one, other] = [this.settle(left), this.settle(right)];
    const around = between(one, other) ?? between(other, one);
    if (!around) return this.gap(left, 'Add joins two branches: the language knows an identity around a layer only.');
    const [skipped, end] = between(one, other) ? [one, right] : [other, left];
    if (around.length === 0) return end;
    const inner = around.filter(({ part }) => part.kind === 'layer' && part.keyword !== 'norm');
    const [first, second, ...more] = inner.map(({ part }) => part).filter((part) => part.kind === 'layer');
    const isProjection =
      second === undefined || (second.keyword === 'dense' && (second.activation ?? 'linear') === 'linear');
    if (!first || !isProjection || more.length > 0 || around.some(({ part }) => part.kind === 'gap')) {
      return this.gap(
        end,
        `Add is an identity around ${names(around)}: the language knows one around a single layer only.`,
      );
    }
    let link = skipped;
    for (const { part } of around) {
      if (part === second) continue;
      link = { part: part === first ? residual(first, second) : part, previous: link };
    }
    this.settled.set(link, new Map([['plain', link]]));
    return { ...end, link, form: 'plain' };
  }
}

/** The links behind `from` up to `to`; undefined when `to` does not come after `from`. */
function between(from: Link | undefined, to: Link | undefined): Link[] | undefined {
  const found: Link[] = [];
  let link = to;
  for (; link && link !== from; link = link.previous) found.unshift(link);
  return link === from ? found : undefined;
}

function residual(layer: ImportedLayer, projection: ImportedLayer | undefined): ImportedLayer {
  return { ...layer, isResidual: true, ...(projection && { projection: projection.name }) };
}

function settledLink(link: Link | undefined, form: Form): Link | undefined {
  const found = activationOf(form);
  const part = link?.part;
  if (!found) return gapLink(link, `A step that is no activation of the language (${form}).`);
  if (part?.kind === 'layer' && takesActivation(part) && part.activation === undefined) {
    const remarks = [...part.remarks, ...(found.remark === undefined ? [] : [found.remark])];
    return { part: { ...part, activation: found.activation, remarks }, previous: link?.previous };
  }
  // What follows a gap belongs to it.
  if (form === 'plain' || part?.kind === 'gap') return link;
  // A norm between sums and activation: features pass through it, so that it may as well come after.
  if (part?.kind === 'layer' && part.keyword === 'norm' && link?.previous) {
    const before = link.previous.part;
    if (before.kind === 'layer' && takesActivation(before) && before.activation === 'linear') {
      const previous = settledLink({ ...link.previous, part: { ...before, activation: undefined } }, form);
      return {
        part: { ...part, remarks: [...part.remarks, 'In the model it comes before the activation.'] },
        previous,
      };
    }
  }
  return gapLink(
    link,
    `${found.activation} behind ${part?.kind === 'layer' ? part.name || keywordOf(part.keyword) : 'no layer'}: the language has activations on the sums of a layer only.`,
  );
}

function takesActivation({ keyword }: ImportedLayer): boolean {
  return keyword === 'dense' || keyword === 'conv';
}

function gapLink(previous: Link | undefined, text: string): Link {
  const part: Gap = { kind: 'gap', text };
  return { part, previous };
}

function names(links: readonly Link[]): string {
  return links
    .map(({ part }) => (part.kind === 'layer' ? part.name || keywordOf(part.keyword) : 'what was not imported'))
    .join(', ');
}
