import { describe, expect, it } from 'vitest';
import { archscale, file } from './archscale.js';
import {
  all,
  branch,
  bytes,
  gives,
  integer,
  matrix,
  message,
  node,
  onnx,
  takes,
  text,
  truth,
  type Write,
} from './onnx-model.js';

/** A dense layer with erf under a name, from x to y. */
function layer(name: string, width: number): Write {
  const product = node('MatMul', ['x', `${name}.weight`], 'z', { name: `/${name}/MatMul` });
  return all(
    product,
    node('Erf', ['z'], 'y', { name: '/Erf' }),
    matrix(`${name}.weight`, 64, width),
    gives('y', 1, width),
  );
}

/** A choice between two graphs; both may call their steps the same. */
function choice(condition: string, output: string, then: Write, otherwise: Write): Write {
  const attributes = [branch('then_branch', then), branch('else_branch', otherwise)];
  return node('If', [condition], output, { name: '/choose/If', attributes });
}

function imported(...graph: Write[]): { text: string; warnings: string } {
  const model = onnx(...graph, takes('x', 1, 64), gives('out', 1, 1));
  const { code, stdout, stderr } = archscale(['import', file(model, 'm.onnx')]);
  const isWhole = /^(\d+) of \1 layers with weights imported\.$/m.test(stderr);
  expect(code).toBe(isWhole ? 0 : 5);
  return { text: stdout, warnings: stderr };
}

const [left, right] = [layer('left', 32), layer('right', 128)];

describe('a choice between branches', () => {
  it.each([
    [true, 'left', 'N = 32'],
    [false, 'right', 'N = 128'],
  ])('that the model decides as %s is what the branch is', (value, name, size) => {
    const { text, warnings } = imported(truth('c', value), choice('c', 'out', left, right));
    expect(text.replace(/ +=/g, ' =')).toContain(`scale ${size}\n`);
    expect(text).toContain(`dense ${name} (width: N, activation: erf)`);
    expect(text + warnings).not.toContain('Not imported');
  });

  it('is decided by a constant of the graph as well, within another choice, and what follows stands behind it', () => {
    const value = message(all(integer(2, 9), integer(5, 1)));
    const constant = node('Constant', [], 'c', {
      attributes: [all(text(1, 'value'), bytes(5, value), integer(20, 4))],
    });
    const inner = all(choice('c', 'w', left, right), gives('w', 1, 32));
    const last = node('MatMul', ['u', 'h.weight'], 'v', { name: '/h/MatMul' });
    const tanh = node('Tanh', ['v'], 'out', { name: '/Tanh' });
    const steps = [constant, choice('c', 'u', inner, right), last, tanh, matrix('h.weight', 32, 16)];
    const layers = /dense left \(width: N, activation: erf\)\n +dense h \(width: N2, activation: tanh\)\n/;
    expect(imported(...steps).text).toMatch(layers);
  });

  it('that the data decide last of all gives a network for each branch', () => {
    const decide = [node('ReduceMax', ['x'], 'm'), node('Cast', ['m'], 'c')];
    const { text, warnings } = imported(...decide, choice('c', 'out', left, right));
    expect(text).toContain('// The model takes one of two branches as it runs: each is a network here.');
    expect(text).toMatch(/network \w+_then \{[^}]*dense left \(width: N, activation: erf\)[^}]*\}/);
    expect(text).toMatch(/network \w+_else \{[^}]*dense right \(width: N2, activation: erf\)[^}]*\}/);
    expect(text).toMatch(/study Imported_1 [^]*study Imported_2 /);
    expect(warnings).toContain('2 of 2 layers with weights imported.');
  });

  it('that the data decide before another layer takes neither branch, and names both', () => {
    const decide = [node('ReduceMax', ['x'], 'm'), node('Cast', ['m'], 'c')];
    const last = node('MatMul', ['w', 'h.weight'], 'out', { name: '/h/MatMul' });
    const { text, warnings } = imported(...decide, choice('c', 'w', left, left), last, matrix('h.weight', 32, 16));
    const said = 'If choose takes one of two branches as the model runs: MatMul left, Erf; or else MatMul left, Erf.';
    expect(text).toContain(`// Not imported: ${said}`);
    expect(warnings).toContain(`warning: Not imported: ${said}`);
    expect(warnings).toMatch(/^0 of 3 layers with weights imported; not imported: left \(64 to 32\)/m);
    expect(text).not.toMatch(/^ *(dense|study) /m);
  });

  it('whose branches come to the same is what both are', () => {
    const shape = (operator: string): Write => all(node(operator, ['x'], 'y', {}), gives('y', 1, 64));
    const last = node('MatMul', ['w', 'h.weight'], 'z', { name: '/h/MatMul' });
    const steps = [choice('c', 'w', shape('Squeeze'), shape('Identity')), last, node('Tanh', ['z'], 'out')];
    const { text, warnings } = imported(...steps, matrix('h.weight', 64, 32), takes('c'));
    expect(text).toContain('dense h (width: N, activation: tanh)');
    expect(text + warnings).not.toContain('Not imported');
  });

  it('is refused in a sentence where branches lie in each other without end', () => {
    let graph = left;
    for (let depth = 0; depth < 500; depth++) graph = all(choice('c', 'y', graph, right), gives('y', 1, 32));
    const model = onnx(choice('c', 'out', graph, right), takes('x', 1, 64), gives('out', 1, 32));
    const { code, stderr } = archscale(['import', file(model, 'm.onnx')]);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('its branches lie too deep in each other.') as string,
    });
  });
});
