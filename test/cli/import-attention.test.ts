import { describe, expect, it } from 'vitest';
import { archscale, file } from './archscale.js';
import { count, gives, matrix, node, onnx, takes, type Write } from './onnx-model.js';

/** Attention as one operator behind products of the data with weights of their own. */
function imported(
  operator: string,
  inputs: readonly string[],
  attributes: readonly Write[],
  { domain = '', weights = [] as readonly (readonly [string, number])[], dimension = 48 } = {},
): string {
  const products = weights.flatMap(([name, width]) => [
    node('MatMul', ['x', `${name}.weight`], name, { name: `/${name}/MatMul` }),
    matrix(`${name}.weight`, 48, width),
  ]);
  const attention = node(operator, inputs, 'y', { name: `/attn/${operator}`, domain, attributes: [...attributes] });
  const model = onnx(...products, matrix('qkv', 48, 144), attention, takes('x', 1, 8, dimension), gives('y', 1, 8, 48));
  const { code, stdout, stderr } = archscale(['import', file(model, 'm.onnx')]);
  expect(code).toBe(stderr.includes('; not imported: ') ? 5 : 0);
  return stdout;
}

const domain = 'com.microsoft';
const each = [
  ['q', 48],
  ['k', 48],
  ['v', 48],
] as const;

describe('attention as one operator', () => {
  // 48 numbers for queries in 6 heads: 8 in each, of which scores have the rank.
  it.each([
    ['Attention', ['x', 'qkv'], [count('num_heads', 6)], { domain }],
    ['MultiHeadAttention', ['q', 'k', 'v'], [count('num_heads', 6)], { domain, weights: each }],
    ['MultiHeadAttention', ['all'], [count('num_heads', 6)], { domain, weights: [['all', 144]] as const }],
    ['Attention', ['q', 'k', 'v'], [count('q_num_heads', 6), count('kv_num_heads', 6)], { weights: each }],
  ])('%s of %j has its heads and the rank of their scores', (operator, inputs, attributes, more) => {
    const text = imported(operator, inputs, attributes, more);
    expect(text).toMatch(/scale d {2}= 48\nscale L {2}= 8\nscale H {2}= 6\nscale dk = 8\n/);
    expect(text).toMatch(/input tokens\(L, d\)\n +attention attn \(heads: H, scores: lowrank\(dk\)\)\n/);
    expect(text).not.toContain('Not imported');
  });

  it('whose heads share keys and values says so', () => {
    const attributes = [count('num_heads', 6), count('kv_num_heads', 2)];
    // Packed: 6 queries, 2 keys and 2 values of 8 numbers each.
    const text = imported('GroupQueryAttention', ['all'], attributes, { domain, weights: [['all', 80]] });
    expect(text).toContain('// Not imported: The 6 heads share 2 sets of keys and values');
    expect(text).toMatch(/scale dk = 8\n/);
  });

  it.each([
    ['Attention', ['q', 'k', 'v'], [], { weights: each }, /Attention attn does not say how many heads it has/],
    [
      'MultiHeadAttention',
      ['x'],
      [count('num_heads', 6)],
      { domain, dimension: 0 },
      /of 6 heads has queries of unknown size/,
    ],
    [
      'MultiHeadAttention',
      ['q', 'k', 'v'],
      [count('num_heads', 7)],
      { domain, weights: each },
      /of 7 heads has queries of unknown size/,
    ],
    ['Attention', ['x', 'unknown'], [count('num_heads', 6)], { domain }, /of 6 heads has queries of unknown size/],
    [
      'MultiHeadAttention',
      ['qkv', 'x'],
      [count('num_heads', 6)],
      { domain },
      /has queries that do not come from the data/,
    ],
  ])('%s of %j stays a comment where its sizes are not known', (operator, inputs, attributes, more, said) => {
    const text = imported(operator, inputs, attributes, more);
    expect(text).toMatch(new RegExp(`// Not imported: .*${said.source}`));
    expect(text).not.toMatch(/^ *attention /m);
  });
});
