import { basename } from 'node:path';
import { withBlocks } from '../blocks.js';
import type { ImportedNetwork, ImportedPart } from '../network.js';
import { withRecurrence } from '../recurrence.js';
import type { Link } from './chain.js';
import { readOnnx } from './read.js';
import { trace } from './trace.js';

/**
 * The network of an ONNX file. Nothing in the file is executed, and no file that it names is opened.
 * @throws UnreadableModel when it is no ONNX file.
 */
export async function importOnnx(path: string): Promise<ImportedNetwork> {
  const model = await readOnnx(path);
  const { output, patchReadout } = trace(model);
  const parts: ImportedPart[] = [];
  for (let link: Link | undefined = output; link; link = link.previous) parts.unshift(link.part);
  const file = basename(path);
  const generic = /^(main_graph|torch[-_]jit([-_]export)?|graph.*|)$/;
  return {
    origin: `${file}${model.producer ? `, written by ${model.producer}` : ''}`,
    name: generic.test(model.graph) ? file.replace(/\.\w+$/, '') : model.graph,
    parts: withRecurrence(withBlocks(parts)),
    inputShape: model.inputs[0]?.shape.slice(1) ?? [],
    ...(patchReadout && { patchReadout }),
  };
}
