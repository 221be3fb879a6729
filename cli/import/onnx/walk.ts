import { branch, Chains, names, plainTrack, type Data, type Link, type Track } from './chain.js';
import type { Node, OnnxModel, Tensor } from './model.js';
import { described } from './reading.js';

/** A track, and the tracks of the two branches of a choice where the data make one. */
export type Value = Track & { readonly choice?: readonly { readonly label: string; readonly track: Track }[] };

/** What is known of a graph at the step that is being read: its values, and the chains that lead to them. */
export class Walk {
  readonly chains = new Chains();
  /** The values that depend on the data, by their names. */
  readonly tracks = new Map<string, Value>();
  /** The numbers of the model, by their names. */
  readonly constants: Map<string, Tensor>;
  /** The shapes of the model's inputs, with the batch. */
  readonly shapes: ReadonlyMap<string, readonly (number | undefined)[]>;
  /** Inputs that decide, or mask, and are no data. */
  readonly notData = new Set<string>();
  /** Inputs that are one, beside each other. */
  readonly joined = new Map<string, Link>();

  constructor(model: OnnxModel) {
    this.constants = new Map(model.tensors);
    this.shapes = new Map(model.inputs.map(({ name, shape }) => [name, shape]));
    for (const { name, shape } of model.inputs) {
      const width = shape.at(-1);
      const link = dataLink({ kind: 'data', inputs: [name], shape: shape.slice(1), remarks: [] });
      const axis = shape.length > 0 ? { axis: { rank: shape.length, at: shape.length - 1 } } : {};
      this.tracks.set(name, plainTrack(link, { ...axis, ...(width !== undefined && { width }) }));
    }
  }

  /** An input that only decides something is no data. */
  decides(track: Track | undefined): void {
    const part = track?.link.part;
    if (part?.kind === 'data') for (const name of part.inputs) this.notData.add(name);
  }

  /** A gap for a step that the language does not have; what is lost with it is named. */
  unknown(node: Node, track: Track, what = 'is no layer of the language', data: readonly Track[] = []): Track {
    const others = data.flatMap((one) => branch(one.link, track.link));
    const lost = others.length > 0 ? ` With it is lost: ${names(others)}.` : '';
    return this.chains.gap(track, node, `${described(node)} ${what}.${lost}`);
  }

  /** The weights of a step: its first table of numbers with two sides or more. */
  weightsOf({ inputs }: Node): Tensor | undefined {
    return inputs.map((name) => this.constants.get(name)).find((tensor) => tensor && tensor.shape.length >= 2);
  }

  /** The first numbers of the model that a step takes. */
  constantOf({ inputs }: Node): Tensor | undefined {
    return inputs.map((name) => this.constants.get(name)).find((tensor) => tensor !== undefined);
  }
}

/** Where a chain begins. */
export function dataLink(part: Data, nodes: readonly Node[] = []): Link {
  return { part, previous: undefined, nodes };
}

/** What is known of the numbers of a sample, and where they stand. */
export function sizes({ width, axis }: Track): Partial<Track> {
  return { ...(width !== undefined && { width }), ...(axis && { axis }) };
}
