import { basename } from 'node:path';
import { withBlocks } from '../blocks.js';
import type { Coverage, ImportedModel, ImportedNetwork, ImportedPart, Missing } from '../network.js';
import { withRecurrence } from '../recurrence.js';
import { withSharing } from '../sharing.js';
import type { Link } from './chain.js';
import type { Node, OnnxModel } from './model.js';
import { readOnnx } from './read.js';
import { described, weightsInWords } from './reading.js';
import { trace, type Traced } from './trace.js';

/**
 * The networks of an ONNX file. Nothing in the file is executed, and no file that it names is opened.
 * @throws UnreadableModel when it is no ONNX file.
 */
export async function importOnnx(path: string): Promise<ImportedModel> {
  const model = await readOnnx(path);
  const file = basename(path);
  const origin = `${file}${model.producer ? `, written by ${model.producer}` : ''}`;
  const generic = /^(main_graph|torch[-_]jit([-_]export)?|graph.*|)$/;
  return importGraph(model, origin, generic.test(model.graph) ? file.replace(/\.\w+$/, '') : model.graph);
}

/**
 * The networks of a computation.
 * @param origin where it comes from, in words.
 * @param name what its network is to be called.
 */
export function importGraph(model: OnnxModel, origin: string, name: string): ImportedModel {
  const traced = trace(model);
  const withWeights = new Set(traced.weighted.map(({ node }) => node));
  const networks = traced.chains.map(({ label, chain: { output, patchReadout } }): ImportedNetwork => {
    const links = linksOf(output);
    const data = links.flatMap(({ part }) => (part.kind === 'data' ? [part] : []));
    const parts = links.flatMap(({ part, nodes }): ImportedPart[] => {
      if (part.kind === 'data') return [];
      const weightCount = nodes.filter((node) => withWeights.has(node)).length;
      return [part.kind === 'layer' ? { ...part, weightCount } : part];
    });
    return {
      name: label ? `${name}_${label}` : name,
      parts: withBlocks(withSharing(withRecurrence(parts))),
      inputShape: data[0]?.shape ?? [],
      dataRemarks: data.flatMap(({ remarks }) => remarks),
      ...(patchReadout && { patchReadout }),
    };
  });
  return { origin, networks, coverage: coverageOf(traced, networks) };
}

/** The links of a chain, in order. */
function linksOf(output: Link): Link[] {
  const links: Link[] = [];
  for (let link: Link | undefined = output; link; link = link.previous) links.unshift(link);
  return links;
}

/** Every step with weights is in a part that was written, or it is missing; so is what the language cannot say. */
function coverageOf({ chains, weighted, reasons, beside }: Traced, networks: readonly ImportedNetwork[]): Coverage {
  const links = chains.flatMap(({ chain }) => linksOf(chain.output));
  const written = new Set<Node>();
  const gaps = new Map<Node, string>();
  const others: Missing[] = [];
  for (const { part, nodes } of links) {
    if (part.kind !== 'gap') for (const node of nodes) written.add(node);
    else if (nodes.length > 0) for (const node of nodes) gaps.set(node, part.text);
    else others.push({ name: 'a step without weights', what: '', reason: part.text });
  }
  const withWeights = new Set(weighted.map(({ node }) => node));
  const missing: Missing[] = weighted.flatMap(({ node, name, weights }) =>
    written.has(node)
      ? []
      : [
          {
            name,
            what: weightsInWords(node, weights),
            reason: gaps.get(node) ?? reasons.get(node) ?? 'It stands in a branch that was not imported.',
          },
        ],
  );
  const steps = [...gaps].filter(([node]) => !withWeights.has(node));
  const lacks = networks.flatMap(({ parts }) => parts.flatMap(lacksOf));
  const nowhere =
    chains.length === 0 ? [{ name: 'the output', what: '', reason: 'It does not depend on the data.' }] : [];
  return {
    imported: weighted.length - missing.length,
    total: weighted.length,
    missing: [
      ...missing,
      ...steps.map(([node, reason]) => ({ name: described(node), what: 'without weights', reason })),
      ...others,
      ...lacks,
      ...beside.map(({ name, what }) => ({ name, what, reason: 'The language has one input and one output.' })),
      ...nowhere,
    ],
  };
}

function lacksOf(part: ImportedPart): Missing[] {
  if (part.kind === 'gap') return [];
  return (part.lacks ?? []).map((reason) => ({ name: part.name || part.keyword, what: 'in part', reason }));
}
