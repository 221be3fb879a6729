import { expect, describe, it } from 'vitest';
import { withoutFunctions } from '../../cli/import/onnx/local-functions.js';
import type { LocalFunction, Node } from '../../cli/import/onnx/model.js';
import { UnreadableModel } from '../../cli/import/unreadable-model.js';
import { importedSteps, step } from './import/graphs.js';

const dense = (name: string, from: string, to: string): Node =>
  step('Gemm', [from, `${name}.weight`], to, { transB: 1 });
const square = { 'h.weight': [16, 16], 'g.weight': [16, 16], 'out.weight': [1, 16] };
/** h with relu, what is given, and the readout. */
const around = (...nodes: readonly Node[]): Node[] => [
  dense('h', 'x', 'z'),
  step('Relu', ['z'], 'r'),
  ...nodes,
  dense('out', 'y', 'o'),
];
const outputs = ['o'];

describe('what is read in full', () => {
  it.each<[string, readonly Node[], readonly string[]]>([
    [
      'a cast, a reshape and dropout',
      around(step('Cast', ['r'], 'a'), step('Dropout', ['a'], 'b'), step('Identity', ['b'], 'y')),
      ['h relu'],
    ],
    [
      'a quantised copy',
      around(step('QuantizeLinear', ['r', 's', 'n'], 'a'), step('DequantizeLinear', ['a', 's', 'n'], 'y')),
      ['h relu'],
    ],
    [
      'a quantised product',
      around(step('QLinearMatMul', ['r', 's', 'n', 'g.weight', 's', 'n', 's', 'n'], 'y')),
      ['h relu', 'g linear'],
    ],
    [
      'a product of whole numbers',
      around(
        step('DynamicQuantizeLinear', ['r'], ['q', 'scale', 'zero']),
        step('MatMulInteger', ['q', 'g.weight', 'zero', 'n'], 'i'),
        step('Cast', ['i'], 'c'),
        step('Mul', ['scale', 's'], 'f'),
        step('Mul', ['c', 'f'], 'y'),
      ),
      ['h relu', 'g linear'],
    ],
    [
      'dequantised weights',
      around(step('DequantizeLinear', ['g.weight', 's', 'n'], 'w'), step('MatMul', ['r', 'w'], 'y')),
      ['h relu', 'g linear'],
    ],
    ['a batch norm', around(step('BatchNormalization', ['r', 'gamma', 'gamma', 'gamma', 'gamma'], 'y')), ['h relu']],
    [
      'an einsum with weights',
      around(step('Einsum', ['r', 'g.weight'], 'y', { equation: 'bd,de->be' })),
      ['h relu', 'g linear'],
    ],
    [
      'a step of a norm after another',
      around(
        step('ReduceMean', ['r'], 'm', { axes: [-1] }),
        step('Sub', ['r', 'm'], 'c'),
        step('Mul', ['c', 'c'], 'q'),
        step('ReduceMean', ['q'], 'v', { axes: [-1] }),
        step('Add', ['v', 's'], 'e'),
        step('Sqrt', ['e'], 'd'),
        step('Div', ['c', 'd'], 'y'),
      ),
      ['h relu', 'norm'],
    ],
    [
      'a norm by squares behind an activation',
      around(
        step('Mul', ['r', 'r'], 'q'),
        step('ReduceMean', ['q'], 'v', { axes: [-1] }),
        step('Sqrt', ['v'], 'd'),
        step('Div', ['r', 'd'], 'y'),
      ),
      ['h relu', 'norm'],
    ],
  ])('%s', async (_, nodes, wanted) => {
    const held = { ...square, gamma: [16], s: 0.1, n: 0 };
    const { layers, coverage } = await importedSteps(nodes, held, { outputs });
    expect(coverage.missing).toEqual([]);
    expect(coverage.imported).toBe(coverage.total);
    const short = layers.map((line) => line.replace(/^(?:dense )?(\w+).*?(?:activation: (\w+)\))?$/, '$1 $2').trim());
    expect(short.map((line) => line.replace(/^norm.*/, 'norm'))).toEqual(wanted);
  });

  it('two inputs beside each other, which are one', async () => {
    const nodes = [
      step('Concat', ['x', 'b'], 'c', { axis: -1 }),
      dense('h', 'c', 'z'),
      step('Tanh', ['z'], 'y'),
      dense('out', 'y', 'o'),
    ];
    const { coverage, text } = await importedSteps(
      nodes,
      { 'h.weight': [16, 24], 'out.weight': [1, 16] },
      { outputs, second: [1, 8] },
    );
    expect(coverage.missing).toEqual([]);
    expect(text).toContain('The inputs x, b of the model are one here');
    expect(text).toMatch(/scale d += 24\n/);
  });
});

describe('what is lost is named', () => {
  it.each<[string, readonly Node[], readonly (string | RegExp)[], (readonly number[])?]>([
    [
      'a sum of two branches',
      around(dense('g', 'x', 'u'), step('Tanh', ['u'], 'v'), step('Add', ['r', 'v'], 'y')),
      ['g'],
    ],
    ['branches beside each other', around(dense('g', 'x', 'u'), step('Concat', ['r', 'u'], 'y', { axis: -1 })), ['g']],
    ['a product of branches', around(dense('g', 'x', 'u'), step('Mul', ['r', 'u'], 'y')), ['g']],
    [
      'halves that multiply',
      around(
        step('Split', ['r'], ['a', 'b2'], { axis: -1 }),
        step('Sigmoid', ['b2'], 's1'),
        step('Mul', ['a', 's1'], 'y'),
      ),
      ['h'],
    ],
    ['half of the units', around(step('Slice', ['r', 'from', 'to', 'last'], 'y')), ['h']],
    [
      'a layer on positions',
      around(
        step('Transpose', ['r'], 't', { perm: [0, 2, 1] }),
        dense('g', 't', 'u'),
        step('Transpose', ['u'], 'y', { perm: [0, 2, 1] }),
      ),
      ['g'],
      [1, 16, 16],
    ],
    ['weights on the left, which mix positions', around(step('MatMul', ['g.weight', 'r'], 'y')), ['g'], [1, 16, 16]],
    [
      'weights of two layers that are the same',
      around(dense('g', 'r', 'u'), step('Tanh', ['u'], 'v'), dense('h', 'v', 'w'), step('Relu', ['w'], 'y')),
      ['h'],
    ],
    ['an LSTM', around(step('LSTM', ['r', 'W', 'R'], 'y', { hidden_size: 16 })), [/y|W/]],
    [
      'a norm of groups',
      around(step('InstanceNormalization', ['r', 'gamma', 'gamma'], 'y')),
      [/InstanceNormalization/],
    ],
    ['a pooling', around(step('MaxPool', ['r'], 'y', { kernel_shape: [2] })), [/MaxPool/]],
    ['an operator that nobody knows', around(step('Fancy', ['r', 'g.weight'], 'y')), ['g']],
    ['a softmax between layers', around(step('Softmax', ['r'], 'y')), [/a step without weights/]],
    [
      'an activation on the data',
      [step('Relu', ['x'], 'r'), dense('h', 'r', 'z'), step('Tanh', ['z'], 'y'), dense('out', 'y', 'o')],
      [/a step without weights/],
    ],
  ])('%s', async (_, nodes, wanted, shape = [1, 16]) => {
    const integers = { from: { integers: [0] }, to: { integers: [8] }, last: { integers: [1] } };
    const held = { ...square, ...integers, gamma: [16], W: [1, 64, 16], R: [1, 64, 16] };
    const { names, coverage, text } = await importedSteps(nodes, held, { outputs, shape });
    expect(names.length).toBeGreaterThan(0);
    for (const name of wanted)
      expect(names).toContainEqual(typeof name === 'string' ? name : (expect.stringMatching(name) as string));
    expect(coverage.total).toBeGreaterThanOrEqual(2);
    // A study that is written all the same says what it rests on.
    expect(/^study /m.test(text)).toBe(/^\/\/ Partial import: \d+ of \d+ layers/m.test(text));
  });

  it('a second output with layers of its own, and a second input', async () => {
    const nodes = [...around(step('Tanh', ['r'], 'y')), dense('g', 'r', 'p'), step('Mul', ['p', 'b'], 'other')];
    const { names } = await importedSteps(nodes, square, { outputs: ['o', 'other'], second: [1, 16] });
    expect(names).toEqual(expect.arrayContaining(['g', 'output other', 'input b']));
  });

  it('a readout behind what was not imported, which does not become a layer', async () => {
    const conv = step('Conv', ['x', 'c.weight'], 'c', { kernel_shape: [3, 3] });
    const nodes = [conv, step('Relu', ['c'], 'r'), step('Flatten', ['r'], 'f'), dense('out', 'f', 'o')];
    const held = { 'c.weight': [8, 1, 3, 3], 'out.weight': [1, 288] };
    const { text, coverage, names } = await importedSteps(nodes, held, { outputs, shape: [1, 1, 8, 8] });
    expect(text).not.toMatch(/^ *(dense|network|study)\b/m);
    expect(coverage).toMatchObject({ imported: 0, total: 2 });
    expect(names).toEqual(['c', 'out']);
  });
});

describe('functions that a model defines', () => {
  const twice: LocalFunction = {
    domain: 'my',
    name: 'Twice',
    inputs: ['a'],
    outputs: ['c'],
    nodes: [step('LeakyRelu', ['a'], 'b', { alpha: { reference: 'slope' } }), step('Mul', ['b', 'b'], 'c')],
    defaults: new Map([['slope', 0.5]]),
  };
  const graph = (nodes: readonly Node[]) => ({ graph: '', nodes, tensors: new Map(), inputs: [], outputs: [] });
  const call = (attributes = {}): Node => ({ ...step('Twice', ['x'], 'y', attributes), domain: 'my' });

  it('are what they compute, with names of their own and the settings of the call', () => {
    const { nodes } = withoutFunctions(graph([call({ slope: 0.1 }), call()]), [twice], 100);
    expect(nodes.map(({ operator }) => operator)).toEqual(['LeakyRelu', 'Mul', 'LeakyRelu', 'Mul']);
    expect(nodes.map(({ attributes }) => attributes.get('alpha'))).toEqual([0.1, undefined, 0.5, undefined]);
    expect(nodes[0]?.inputs).toEqual(['x']);
    expect(nodes[1]?.outputs).toEqual(['y']);
    expect(nodes[0]?.outputs[0]).not.toBe(nodes[2]?.outputs[0]);
  });

  it('are refused where they call each other without end, or become too many', () => {
    const endless: LocalFunction = { ...twice, nodes: [{ ...step('Twice', ['a'], 'c'), domain: 'my' }] };
    expect(() => withoutFunctions(graph([call()]), [endless], 100)).toThrow(UnreadableModel);
    expect(() => withoutFunctions(graph(Array.from({ length: 60 }, () => call())), [twice], 100)).toThrow(
      UnreadableModel,
    );
  });
});
