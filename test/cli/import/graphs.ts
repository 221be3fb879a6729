import { importGraph } from '../../../cli/import/onnx/import.js';
import type { Attribute, Node, OnnxModel, Tensor } from '../../../cli/import/onnx/model.js';
import { importedFile } from '../../../cli/import/with-study.js';

/** A step of a computation: its operator, what goes in, what comes out, its settings. */
export function step(
  operator: string,
  inputs: readonly string[],
  output: string | readonly string[],
  attributes: Readonly<Record<string, Attribute>> = {},
): Node {
  const outputs = typeof output === 'string' ? [output] : output;
  return {
    name: `/${outputs[0] ?? ''}/${operator}`,
    operator,
    domain: '',
    inputs,
    outputs,
    attributes: new Map(Object.entries(attributes)),
  };
}

/** Numbers that a model holds: weights by their shape, one number, or a list of whole numbers. */
export type Held = readonly number[] | number | { readonly integers: readonly number[] };

/**
 * What an import makes of a computation of x and, where it is used, of b.
 * @param held weights by their shapes, and numbers.
 * @param shape of x, with the batch.
 */
export async function importedSteps(
  nodes: readonly Node[],
  held: Readonly<Record<string, Held>>,
  {
    shape = [1, 16],
    outputs = ['y'],
    second,
  }: { shape?: readonly number[]; outputs?: readonly string[]; second?: readonly number[] } = {},
) {
  const tensors = Object.entries(held).map(([name, value]): readonly [string, Tensor] => {
    if (typeof value === 'number') return [name, { name, shape: [], number: value }];
    return [name, 'integers' in value ? { name, shape: [value.integers.length], ...value } : { name, shape: value }];
  });
  const model: OnnxModel = {
    producer: '',
    graph: 'net',
    nodes,
    tensors: new Map(tensors),
    inputs: [{ name: 'x', shape }, ...(second ? [{ name: 'b', shape: second }] : [])],
    outputs: outputs.map((name) => ({ name, shape: [] })),
  };
  const { text, coverage } = await importedFile(importGraph(model, 'a test', 'net'), 'net.arch', {
    allowPartial: true,
  });
  const body = /network \w+ \{\n([^}]*)\}/.exec(text)?.[1] ?? '';
  const lines = body.split('\n').flatMap((line) => line.trim() || []);
  return {
    text,
    coverage,
    layers: lines.filter((line) => !line.startsWith('//') && !/^(input|output)/.test(line)),
    names: coverage.missing.map(({ name }) => name),
    reasons: coverage.missing.map(({ reason }) => reason),
  };
}
