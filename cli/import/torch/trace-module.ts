import { dirname } from 'node:path';
import { z } from 'zod';
import type { Attribute, Node, OnnxModel, Tensor } from '../onnx/model.js';
import { UnreadableModel } from '../unreadable-model.js';
import { runPython } from './checkpoint.js';
import script from './trace_module.py';

const size = z.number().int().nonnegative();
const attribute = z.union([z.number(), z.string(), z.array(z.number())]);

const answer = z.object({
  nodes: z
    .array(
      z.object({
        name: z.string(),
        operator: z.string(),
        inputs: z.array(z.string()),
        outputs: z.array(z.string()),
        attributes: z.record(z.string(), attribute),
      }),
    )
    .max(50_000),
  tensors: z.array(
    z.object({
      name: z.string(),
      shape: z.array(size).max(64),
      number: z.number().optional(),
      integers: z.array(z.number()).optional(),
    }),
  ),
  inputs: z.array(z.string()),
  outputs: z.array(z.string()),
  producer: z.string(),
});

/**
 * The steps of a module's forward, by torch.fx, in the operators of ONNX. The module's own code runs, in a process of its own.
 * @throws UnreadableModel when it cannot be loaded or traced, with PyTorch's reason.
 */
export async function traceModule(path: string): Promise<OnnxModel> {
  const printed = await runPython(path, script, { cwd: dirname(path) });
  const parsed = answer.safeParse(printed);
  if (!parsed.success) throw new UnreadableModel('its steps are not described as those of PyTorch.');
  const { nodes, tensors, inputs, outputs, producer } = parsed.data;
  return {
    producer,
    graph: '',
    nodes: nodes.map((node): Node => ({
      ...node,
      domain: '',
      attributes: new Map<string, Attribute>(Object.entries(node.attributes)),
    })),
    tensors: new Map(
      tensors.map(({ name, shape, number, integers }): readonly [string, Tensor] => [
        name,
        { name, shape, ...(number !== undefined && { number }), ...(integers && { integers }) },
      ]),
    ),
    inputs: inputs.map((name) => ({ name, shape: [] })),
    outputs: outputs.map((name) => ({ name, shape: [] })),
  };
}
