import { UnreadableModel } from '../unreadable-model.js';
import { withoutFunctions } from './local-functions.js';
import type { Attribute, Graph, LocalFunction, Node, OnnxModel, Tensor, Value } from './model.js';
import { WireFile, type Extent } from './wire-file.js';
import { halfOf } from '../../../language/data/half.js';

/** Models of people have fewer; what has more is refused before it fills the memory. */
const most = { nodes: 50_000, tensors: 100_000, perNode: 1000, shape: 64, depth: 8, numbers: 512 } as const;

/** What may still be read of a model: branches count as much as what is around them. */
interface Left {
  nodes: number;
  tensors: number;
  /** How much deeper branches within branches may go. */
  depth: number;
}

/** The attributes of a node that are read as graphs. */
const branches: ReadonlySet<string> = new Set(['then_branch', 'else_branch']);

/** Numbers of the fields, as onnx.proto3 gives them. */
const modelFields = { producer: 2, producerVersion: 3, graph: 7, function: 25 } as const;
const functionFields = { name: 1, input: 4, output: 5, node: 7, domain: 10, attribute: 11 } as const;
const graphFields = { node: 1, name: 2, initializer: 5, input: 11, output: 12, sparseInitializer: 15 } as const;
const nodeFields = { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 } as const;
const attributeFields = {
  name: 1,
  float: 2,
  integer: 3,
  text: 4,
  tensor: 5,
  graph: 6,
  integers: 8,
  texts: 9,
  reference: 21,
} as const;
const tensorFields = { dims: 1, type: 2, int32: 5, int64: 7, name: 8, raw: 9, float: 4, double: 10 } as const;
/** Bytes of whole numbers by their type: int32, int64 and bool. */
const integerSizes: Readonly<Record<number, 1 | 4 | 8>> = { 6: 4, 7: 8, 9: 1 };
/** Bytes of numbers by their type: float, float16, double and bfloat16. */
const numberSizes: Readonly<Record<number, number>> = { 1: 4, 10: 2, 11: 8, 16: 2 };

/**
 * Reads an ONNX file without its weights, and without the files that it names: nothing beside it is opened.
 * @throws UnreadableModel when it is none; whatever is in it, memory stays bounded.
 */
export async function readOnnx(path: string): Promise<OnnxModel> {
  const file = await WireFile.open(path);
  try {
    return await readModel(file);
  } finally {
    await file.close();
  }
}

async function readModel(file: WireFile): Promise<OnnxModel> {
  let [producer, version] = ['', ''];
  let graph: Extent | undefined;
  const functions: Extent[] = [];
  for await (const field of file.fields(file.whole)) {
    if (field.number === modelFields.producer) producer = await file.text(field);
    else if (field.number === modelFields.producerVersion) version = await file.text(field);
    else if (field.number === modelFields.graph) graph = field;
    else if (field.number === modelFields.function) functions.push(field);
  }
  if (!graph) throw new UnreadableModel('it is no ONNX: it holds no graph.');
  const left = { nodes: most.nodes, tensors: most.tensors, depth: most.depth };
  const local: LocalFunction[] = [];
  for (const extent of functions) local.push(await readFunction(file, extent, left));
  const whole = await readGraph(file, graph, left);
  return { producer: `${producer} ${version}`.trim(), ...withoutFunctions(whole, local, most.nodes) };
}

async function readFunction(file: WireFile, extent: Extent, left: Left): Promise<LocalFunction> {
  let [name, domain] = ['', ''];
  const [inputs, outputs, nodes]: [string[], string[], Node[]] = [[], [], []];
  const defaults = new Map<string, Attribute>();
  for await (const field of file.fields(extent)) {
    if (field.number === functionFields.name) name = await file.text(field);
    else if (field.number === functionFields.domain) domain = await file.text(field);
    else if (field.number === functionFields.attribute) {
      const [key, value] = await readAttribute(file, field, left);
      if (value !== undefined) defaults.set(key, value);
    } else if (field.number === functionFields.input) inputs.push(await file.text(field));
    else if (field.number === functionFields.output) outputs.push(await file.text(field));
    else if (field.number === functionFields.node) nodes.push(await readNode(file, field, left));
    if (--left.nodes < 0 || inputs.length + outputs.length > most.perNode)
      throw new UnreadableModel('it has more parts than any network.');
  }
  return { name, domain, inputs, outputs, nodes, defaults };
}

async function readGraph(file: WireFile, extent: Extent, left: Left): Promise<Graph> {
  let graph = '';
  const nodes: Node[] = [];
  const tensors = new Map<string, Tensor>();
  const inputs: Value[] = [];
  const outputs: Value[] = [];
  for await (const field of file.fields(extent)) {
    switch (field.number) {
      case graphFields.name:
        graph = await file.text(field);
        break;
      case graphFields.node:
        left.nodes--;
        nodes.push(await readNode(file, field, left));
        break;
      case graphFields.initializer: {
        left.tensors--;
        const tensor = await readTensor(file, field);
        tensors.set(tensor.name, tensor);
        break;
      }
      case graphFields.input:
        left.tensors--;
        inputs.push(await readValue(file, field));
        break;
      case graphFields.output:
        left.tensors--;
        outputs.push(await readValue(file, field));
        break;
    }
    if (left.nodes < 0 || left.tensors < 0) throw new UnreadableModel('it has more parts than any network.');
  }
  return { graph, nodes, tensors, inputs: inputs.filter(({ name }) => !tensors.has(name)), outputs };
}

async function readNode(file: WireFile, extent: Extent, left: Left): Promise<Node> {
  let [name, operator, domain] = ['', '', ''];
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, Attribute>();
  for await (const field of file.fields(extent)) {
    if (field.number === nodeFields.input) inputs.push(await file.text(field));
    else if (field.number === nodeFields.output) outputs.push(await file.text(field));
    else if (field.number === nodeFields.name) name = await file.text(field);
    else if (field.number === nodeFields.operator) operator = await file.text(field);
    else if (field.number === nodeFields.domain) domain = await file.text(field);
    else if (field.number === nodeFields.attribute) {
      const [key, value] = await readAttribute(file, field, left);
      if (value !== undefined) attributes.set(key, value);
    }
    if (inputs.length + outputs.length + attributes.size > most.perNode)
      throw new UnreadableModel(`its node ${name} has too many inputs.`);
  }
  return { name, operator, domain, inputs, outputs, attributes };
}

/** An attribute; undefined for a graph that is no branch, and what else says nothing about sizes. */
async function readAttribute(
  file: WireFile,
  extent: Extent,
  left: Left,
): Promise<readonly [string, Attribute | undefined]> {
  let name = '';
  let value: Attribute | undefined;
  let graph: Extent | undefined;
  const list: number[] = [];
  const texts: string[] = [];
  for await (const field of file.fields(extent)) {
    if (field.number === attributeFields.name) name = await file.text(field);
    else if (field.number === attributeFields.float) value = await file.float(field);
    else if (field.number === attributeFields.integer) value = await file.integer(field);
    else if (field.number === attributeFields.text) value = await file.text(field);
    else if (field.number === attributeFields.tensor) value = await readTensor(file, field);
    else if (field.number === attributeFields.graph) graph = field;
    else if (field.number === attributeFields.integers && list.length < most.shape)
      list.push(...(await file.integers(field)).slice(0, most.shape));
    else if (field.number === attributeFields.texts && texts.length < most.shape) texts.push(await file.text(field));
    else if (field.number === attributeFields.reference) value = { reference: await file.text(field) };
  }
  if (graph && branches.has(name)) return [name, await readBranch(file, graph, left)];
  return [name, list.length > 0 ? list : texts.length > 0 ? texts : value];
}

async function readBranch(file: WireFile, extent: Extent, left: Left): Promise<Graph> {
  if (left.depth === 0) throw new UnreadableModel('its branches lie too deep in each other.');
  left.depth--;
  const graph = await readGraph(file, extent, left);
  left.depth++;
  return graph;
}

async function readTensor(file: WireFile, extent: Extent): Promise<Tensor> {
  let [name, type] = ['', 0];
  const shape: number[] = [];
  const integers: number[] = [];
  const numbers: number[] = [];
  let raw: Extent | undefined;
  for await (const field of file.fields(extent)) {
    if (field.number === tensorFields.name) name = await file.text(field);
    else if (field.number === tensorFields.type) type = await file.integer(field);
    else if (field.number === tensorFields.dims) shape.push(...(await file.integers(field)).slice(0, most.shape));
    else if (field.number === tensorFields.raw) raw = field;
    else if (isShort(field) && (field.number === tensorFields.int64 || field.number === tensorFields.int32))
      integers.push(...(await file.integers(field)));
    else if (isShort(field) && (field.number === tensorFields.float || field.number === tensorFields.double))
      numbers.push(...numbersIn(await file.bytes(field), field.number === tensorFields.float ? 1 : 11));
    if (shape.length > most.shape) throw new UnreadableModel(`its tensor ${name} has too many dimensions.`);
    if (integers.length + numbers.length > most.numbers) throw new UnreadableModel(`its tensor ${name} is no tensor.`);
  }
  // Half numbers may come as whole ones that hold their bits.
  const isHalf = type === 10 || type === 16;
  if (isHalf && integers.length > 0) numbers.push(...integers.splice(0).map((bits) => shortNumber(bits, type)));
  if (raw && isShort(raw)) {
    const bytes = await file.bytes(raw);
    const size = integerSizes[type];
    if (size !== undefined) integers.push(...integersIn(bytes, size));
    else numbers.push(...numbersIn(bytes, type));
  }
  const all = numbers.length > 0 ? numbers : integers;
  const [single] = all;
  return {
    name,
    shape,
    ...(integers.length > 0 && integers.length <= most.shape && { integers }),
    ...(all.length === 1 && single !== undefined && { number: single }),
    ...(all.length > 0 && { range: [Math.min(...all), Math.max(...all)] as const }),
  };
}

async function readValue(file: WireFile, extent: Extent): Promise<Value> {
  let name = '';
  const shape: (number | undefined)[] = [];
  for await (const field of file.fields(extent)) {
    if (field.number === 1) name = await file.text(field);
    // type, its tensor type, its shape, each dimension, and that one's number: onnx.proto3, ValueInfoProto.
    else if (field.number === 2)
      for await (const tensor of only(file, field, 1))
        for await (const dims of only(file, tensor, 2))
          for await (const dimension of only(file, dims, 1)) {
            let size: number | undefined;
            for await (const part of only(file, dimension, 1)) size = await file.integer(part);
            if (shape.push(size !== undefined && size > 0 ? size : undefined) > most.shape)
              throw new UnreadableModel(`its value ${name} has too many dimensions.`);
          }
  }
  return { name, shape };
}

/** The fields of a message that have a number. */
async function* only(file: WireFile, extent: Extent, number: number): ReturnType<WireFile['fields']> {
  for await (const field of file.fields(extent)) if (field.number === number) yield field;
}

/** A list of numbers that can be a shape, a factor or the slopes of an activation. */
function isShort({ start, end }: Extent): boolean {
  return end - start <= most.numbers;
}

/** Numbers of a type of ONNX; none for a type that is no number. */
function numbersIn(bytes: Uint8Array, type: number): number[] {
  const size = numberSizes[type];
  if (size === undefined) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => {
    if (size === 2) return shortNumber(view.getUint16(index * 2, true), type);
    return size === 4 ? view.getFloat32(index * 4, true) : view.getFloat64(index * 8, true);
  });
}

/** A number of two bytes: a float16 (type 10) or a bfloat16. */
function shortNumber(bits: number, type: number): number {
  return type === 10 ? halfOf(bits) : bfloatOf(bits);
}

/** The number of a bfloat16: the upper half of a float32. */
function bfloatOf(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, bits);
  return view.getFloat32(0);
}

function integersIn(bytes: Uint8Array, size: 1 | 4 | 8): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => {
    if (size === 1) return view.getUint8(index);
    return size === 8 ? Number(view.getBigInt64(index * 8, true)) : view.getInt32(index * 4, true);
  });
}
