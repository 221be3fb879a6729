import { describe, expect, test } from 'vitest';
import { ast, evaluateSize, lowerStudy, predictStudy, scaleMonomial, scaleValue } from '../../language/index.js';
import type { Study } from '../../theory/study.js';
import { load } from './load.js';

const sizes = `
scale d = 64
scale N = 8 * d - 256
scale M ~ 4 * d
scale C ~ d^(1/2)
scale K ~ M^2 / (N * C)
`;

async function scales(text: string): Promise<Map<string, ast.Scale>> {
  const document = await load(text);
  return new Map(document.parseResult.value.declarations.filter(ast.isScale).map((scale) => [scale.name, scale]));
}

async function study(text: string, name: string): Promise<ast.Study> {
  const document = await load(text);
  const found = document.parseResult.value.declarations.filter(ast.isStudy).find((one) => one.name === name);
  if (!found) throw new Error(`no study ${name}`);
  return found;
}

async function lowered(text: string, name = 'S'): Promise<Study> {
  const result = lowerStudy(await study(text, name));
  if (!result) throw new Error(`${name} is not lowered`);
  return result;
}

describe('scales', () => {
  test.each([
    // A free size stays itself, whatever its value was made of: N = 8 * 64 - 256.
    ['d', 'd', 64],
    ['N', 'N', 256],
    ['M', '4*d', 256],
    ['C', 'sqrt(d)', 8],
  ])('%s is %s', async (name, monomial, value) => {
    const scale = (await scales(sizes)).get(name);
    expect(scale && scaleMonomial(scale)?.toString()).toBe(monomial);
    expect(scale && scaleValue(scale)).toBe(value);
  });

  // (4 d)^2 / (N d^(1/2)) = 16 d^(3/2) / N, and 16 * 512 / 256 = 32.
  test('K is 16 d^(3/2) / N, exactly', async () => {
    const scale = (await scales(sizes)).get('K');
    const monomial = scale && scaleMonomial(scale);
    expect(scale && scaleValue(scale)).toBe(32);
    expect(monomial?.exponentOf('d').toFraction()).toBe('3/2');
    expect(monomial?.exponentOf('N').toFraction()).toBe('-1');
    expect(monomial?.rationalPrefactor?.toFraction()).toBe('16');
  });

  test('a chain of relations in the reverse order of the text', async () => {
    const chain = Array.from({ length: 900 }, (_, at) => `scale s${at} ~ s${at + 1}`).join('\n');
    const first = (await scales(`${chain}\nscale s900 = 7`)).get('s0');
    expect(first && scaleMonomial(first)?.toString()).toBe('s900');
    expect(first && scaleValue(first)).toBe(7);
  });
});

describe('expressions', () => {
  test.each([
    ['2 * d', '2', { d: '1' }],
    ['d^(1/2) * d^(1/3)', '1', { d: '5/6' }],
    ['(4 * d^2)^(1/2)', '2', { d: '1' }],
    ['d + d', '2', { d: '1' }],
    ['3 * d * N - d * N', '2', { d: '1', N: '1' }],
    ['d^2^2', '1', { d: '4' }],
    ['d / d', '1', {}],
    ['-(-d)', '1', { d: '1' }],
    ['2^-1 * d', '1/2', { d: '1' }],
    ['1.5e2 * d', '150', { d: '1' }],
    ['0.1 + 0.2', '3/10', {}],
    ['M / C', '4', { d: '1/2' }],
    ['8 / 4 / 2', '1', {}],
    ['d * (2 - 1)', '1', { d: '1' }],
  ])('%s', async (expression, prefactor, exponents) => {
    const scale = (await scales(`${sizes}\nscale x ~ ${expression}`)).get('x');
    const { monomial } = (scale?.value && evaluateSize(scale.value)) ?? {};
    expect(monomial?.rationalPrefactor?.toFraction()).toBe(prefactor);
    const found = [...(monomial?.exponents ?? [])].map(([name, exponent]) => [name, exponent.toFraction()]);
    expect(Object.fromEntries(found)).toEqual(exponents);
  });
});

const networks = `
${sizes}
scale L = 32
network A {
  input gaussian(d)
  dense h1 (width: N, activation: erf)
  residual dense h2 (activation: tanh, width: M)
  output linear (scaling: meanfield)
}
network B {
  input patches(C, d / C)
  conv c1 (channels: C, activation: linear)
  output mean
}
network H {
  input tokens(L, d)
  attention a1 (heads: 2, scores: lowrank(C))
  output linear
}
target mixed = he(3) - 0.5 * he(1) + he(3)
target teach = 2 * teacher(C, he(3))
target tri = attentive(3)
target deep = 2 * hierarchical(2, he(3) - relu(2))
target one = he(1)
`;

describe('studies', () => {
  test('dense layers, relations and properties', async () => {
    const result = await lowered(`${networks}\nstudy S { network: A target: mixed samples: 20 * M ridge: 1 / 2 }`);
    const [first, second] = result.network.layers;
    expect(first).toMatchObject({ name: 'h1', kind: 'dense', residual: false, activation: 'erf' });
    expect(second).toMatchObject({ name: 'h2', kind: 'dense', residual: true, activation: 'tanh' });
    expect(first?.sizes.width?.toString()).toBe('N');
    expect(second?.sizes.width?.toString()).toBe('4*d');
    expect(result.network.output).toEqual({ kind: 'linear', scaling: 'meanfield' });
    expect(result.samples?.toString()).toBe('80*d');
    expect(result.ridge.toString()).toBe('1/2');
    expect(Object.fromEntries(result.reference)).toEqual({ d: 64, N: 256 });
  });

  test('prior variances: a number of a layer, a size of the readout', async () => {
    const text = `${sizes}
network V {
  input gaussian(d)
  dense h (width: N, activation: erf, variance: 0.5)
  output linear (variance: 8 * d^(-1/2))
}
target one = he(1)
study S { network: V target: one }`;
    const { network } = await lowered(text);
    expect(network.layers[0]?.sizes['variance']?.toString()).toBe('1/2');
    expect(network.output.variance?.toString()).toBe('8/sqrt(d)');
    expect(network.output.scaling).toBe('standard');
  });

  test('like degrees of a target are added up, in the order of the degree', async () => {
    const { target } = await lowered(`${networks}\nstudy S { network: A target: mixed }`);
    expect(target).toMatchObject({
      kind: 'hermite',
      terms: [
        { degree: 1, coefficient: -0.5 },
        { degree: 3, coefficient: 2 },
      ],
    });
  });

  test('a target that names a function keeps it whole beside its components', async () => {
    const declared = 'target half = 2 * relu(2) - he(1)\ntarget single = teacher(1, 0.5 * sin(3*x, 1) + he(3))';
    const { target } = await lowered(`${networks}\n${declared}\nstudy S { network: A target: half }`);
    expect(target).toMatchObject({
      profile: [
        { function: 'relu', a: 1, coefficient: 2 },
        { degree: 1, coefficient: -1 },
      ],
    });
    // max(z, 0) has the degree 1 with 1/2, which he(1) takes away.
    expect(target.kind === 'hermite' && target.terms.map(({ degree }) => degree)).toEqual([2]);
    const { target: single } = await lowered(`${networks}\n${declared}\nstudy S { network: A target: single }`);
    expect(single).toMatchObject({
      profile: [
        { function: 'sin', a: 3, coefficient: 0.5 },
        { degree: 3, coefficient: 1 },
      ],
    });
    const { target: plain } = await lowered(`${networks}\nstudy S { network: A target: mixed }`);
    expect(plain).not.toHaveProperty('profile');
  });

  test('a teacher has directions, and its weight is that of its profile', async () => {
    const { target } = await lowered(`${networks}\nstudy S { network: A target: teach }`);
    if (target.kind !== 'hermite') throw new Error('a teacher is made of Hermite components');
    expect(target.terms).toEqual([{ degree: 3, coefficient: 2 }]);
    expect(target.directions.toString()).toBe('sqrt(d)');
  });

  test('a hierarchical target has a form and the components of its profile', async () => {
    const { target } = await lowered(`${networks}\nstudy S { network: A target: deep }`);
    if (target.kind !== 'hierarchical') throw new Error('it is of a form');
    const { form, terms, beyond } = target;
    expect([form, beyond, terms.map(({ degree }) => degree)]).toEqual([2, 2, [1, 2, 3]]);
    // relu has c_1 = 1/2: minus that, twice.
    expect(terms[0]?.coefficient).toBeCloseTo(-1, 12);
    expect(terms[2]?.coefficient).toBe(2);
  });

  test('convolution on patches, standard scaling, ridge 1', async () => {
    const { network, ridge, samples } = await lowered(`${networks}\nstudy S { network: B target: one }`);
    if (network.input.kind !== 'patches') throw new Error('the input is patches');
    expect([network.input.count, network.input.size].map(String)).toEqual(['sqrt(d)', 'sqrt(d)']);
    expect(network.output).toEqual({ kind: 'mean', scaling: 'standard' });
    expect(ridge.isOne).toBe(true);
    expect(samples).toBeUndefined();
  });

  test('attention with low-rank scores', async () => {
    const { network } = await lowered(`${networks}\nstudy S { network: H target: tri }`);
    const scores = network.layers[0]?.scores;
    expect(scores?.form === 'lowrank' && scores.rank.toString()).toBe('sqrt(d)');
    expect(network.layers[0]?.sizes.heads?.toString()).toBe('2');
  });

  test('a prediction is computed once while nothing that the study reaches changes', async () => {
    const text = `${networks}\nstudy S { network: A target: mixed }`;
    const first = predictStudy(await study(text, 'S'));
    expect(first).toBeDefined();
    expect(predictStudy(await study(`${text}\nscale other = 3`, 'S'))).toBe(first);
    expect(predictStudy(await study(text.replace('scale d = 64', 'scale d = 81'), 'S'))).not.toBe(first);
  });

  test('a broken network does not switch off its neighbours', async () => {
    const text = `${networks}\nnetwork Broken {\n input gaussian(d)\n dense h1 (width: \n}\n`;
    const studies = 'study S { network: A target: mixed }\nstudy X { network: Broken target: mixed }';
    expect(lowerStudy(await study(text + studies, 'S'))).toBeDefined();
    expect(lowerStudy(await study(text + studies, 'X'))).toBeUndefined();
  });
});
