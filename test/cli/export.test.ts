import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { latex, pythonWithTorch } from '../run/programs.js';
import { archscale, file, folder, twoLayer } from './archscale.js';
import type { MonomialJson, PredictionJson, StudyJson } from './contract.js';

const threeLayer = ['examples/three-layer.arch', '--study', 'Cubic'];

function exported(args: readonly string[], form: string): string {
  const { code, stdout, stderr } = archscale(['export', ...args, '--to', form]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

/** Every layer, input, readout and target, in names that Python or LaTeX could take for something else. */
const everything = `
scale lambda = 8    scale d = 16    scale n_1 ~ d^(1/2)    scale κ = 2
network Skip { input gaussian(d)  dense forward (width: lambda, activation: gelu)
  residual dense class (width: lambda, activation: quadratic)  output linear (scaling: meanfield) }
network Patches { input patches(n_1, d^(1/2))  conv c1 (channels: lambda, activation: erf)
  residual conv c2 (channels: lambda, activation: sin)  output mean }
network Flat { input patches(n_1, d^(1/2))  conv c1 (channels: lambda, activation: relu)  output flatten }
network Sum { input patches(n_1, d^(1/2))  conv c1 (channels: lambda, activation: tanh)  output sum }
network Heads { input tokens(lambda, d)  dense e (width: d, activation: linear)  attention a (heads: κ)  output linear }
network Low { input tokens(lambda, d)  attention a (heads: κ, scores: lowrank(κ))  output linear (scaling: meanfield) }
network Routed { input gaussian(d, signal: κ)  norm samples  dense w (width: lambda, activation: gelu, experts: 4, active: κ)
  output linear (scaling: meanfield) }
network Blocks { input tokens(lambda, d)  norm n  block t1 (heads: κ, width: lambda, activation: gelu)
  recurrent dense r (width: lambda, activation: erf, steps: 2)  output linear }
network Normed { input patches(n_1, d^(1/2))  norm a  conv c (channels: lambda, activation: relu)  norm b  output flatten }
network Formed { input gaussian(d)  dense one (width: lambda, activation: relu)  dense two (width: lambda, activation: gelu)
  output linear }
target mixed = he(1) - 0.5 * he(2)
target formed = hierarchical(2, he(1) - 0.5 * he(2))
target odd = he(1) + he(3)
target teach = teacher(κ, he(1))
target tri = attentive(3)
target several = he(2, u) + 0.5 * he(2, rest) * he(2, u)
target both = attentive(3) + he(1)
target pair = he(1, u) * he(1, v) + relu(2, u)
study S1 { network: Skip target: mixed samples: 20 * d ridge: κ^(1/2) }
study S2 { network: Patches target: odd noise: 1 / 2 }
study S3 { network: Flat target: teach }
study S4 { network: Sum target: odd }
study S5 { network: Heads target: tri samples: 100 }
study S6 { network: Low target: tri samples: 100 }
study S7 { network: Routed target: several samples: 100 }
study S8 { network: Blocks target: both samples: 100 }
study S9 { network: Normed target: pair samples: 100 }
study S10 { network: Formed target: formed samples: 100 }
`;
const everyStudy = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10'];

describe('archscale export --to json', () => {
  it('holds the network, the target and what predict prints', () => {
    const answer = JSON.parse(exported(threeLayer, 'json')) as {
      sizes: Record<string, number>;
      network: { layers: { name: string; kind: string; sizes: { width: MonomialJson }; activation: string }[] };
      target: { kind: string; terms: { degree: number }[] };
      prediction: StudyJson;
    };
    expect(answer.sizes).toEqual({ d: 64, N1: 4096 });
    expect(answer.network.layers.map(({ name, sizes }) => [name, sizes.width.expression, sizes.width.value])).toEqual([
      ['h1', 'N1', 4096],
      ['h2', '4*d', 256],
    ]);
    expect(answer.target.terms.map(({ degree }) => degree)).toEqual([3]);
    const { stdout } = archscale(['predict', 'examples/three-layer.arch', '--format', 'json']);
    expect(answer.prediction).toEqual(
      (JSON.parse(stdout) as PredictionJson).studies.find(({ name }) => name === 'Cubic'),
    );
  });
});

describe('archscale export --to mermaid', () => {
  it('draws each layer with its pattern, and r_n in between', () => {
    const text = exported(threeLayer, 'mermaid');
    expect(text).toContain('flowchart TB');
    expect(text).toMatch(/b1\["<b>dense h1<\/b><br>width N1 = 4096, erf<br>.*<br>lazy"\]:::lazy/);
    expect(text).toMatch(/b2\["<b>dense h2<\/b>.*specialization on He₁.*"\]:::specialization/);
    // A lazy erf layer makes He_3 of three He_1, by claim iii: r_3 = d^3.
    expect(text).toMatch(/b1 -->\|"N1 = 4096 numbers<br>r₁ = d = 64<br>r₃ = d³ = 2.62e5"\| b2/);
  });

  it('shows an identity skip', () => {
    expect(exported(['examples/residual.arch', '--study', 'Around'], 'mermaid')).toContain('-. identity .->');
  });
});

describe('archscale export --to svg', () => {
  it('says in words all that it shows in colour', () => {
    const svg = exported(threeLayer, 'svg');
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="network-title network-description"/);
    expect(svg).toMatch(
      /<desc[^>]*>.*dense h2, width 4·d = 256, erf, .*, specialization on He₁.*r₃ = 2·d = 128.*<\/desc>/,
    );
    expect(svg).toMatch(/<g class="block layer specialization" data-part="2">/);
  });

  it('leaves the middle of a very deep network out, and says so', () => {
    const layers = Array.from({ length: 100 }, (_, index) => `dense h${index} (width: N, activation: erf)`).join('\n');
    const deep = twoLayer.replace('dense h (width: N, activation: erf)', layers);
    const svg = exported([file(deep)], 'svg');
    expect(svg).toContain('… 60 more layers …');
    expect(svg.match(/data-part=/g)).toHaveLength(42);
  });
});

describe('archscale export --to latex', () => {
  it('has the table of patterns, the derivation and the standing of the rules', () => {
    const text = exported([file(twoLayer)], 'latex');
    // By hand: M d = N/M at M = sqrt(N/d), E = sqrt(N d) = sqrt(1024 * 64) = 256.
    expect(text).toContain('specialization & h: $M \\sim N^{1/2} d^{-1/2}$ & $N^{1/2} d^{1/2} = 256$ & best');
    expect(text).toContain('lazy &  & $d^{3} = 2.62 \\cdot 10^{5}$');
    expect(text).toContain('$r_{3} = N^{1/2} d^{1/2}$');
    expect(text).toContain('\\item[\\texttt{claim-i}] (published)');
  });

  it.skipIf(!latex).each(everyStudy)('compiles: %s', (study) => {
    const path = file(exported([file(everything), '--study', study], 'latex'), 'study.tex');
    const { status, stdout } = spawnSync(latex ?? '', ['-interaction=nonstopmode', '-halt-on-error', path], {
      cwd: dirname(path),
      encoding: 'utf8',
    });
    expect(stdout).not.toMatch(/^!/m);
    expect(status).toBe(0);
    expect(existsSync(join(dirname(path), 'study.pdf'))).toBe(true);
  });
});

describe.skipIf(!pythonWithTorch)('archscale export --to pytorch', () => {
  function runPython(script: string, args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(pythonWithTorch ?? '', [script, ...args], { encoding: 'utf8' });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    return stdout;
  }

  it.each(everyStudy)('trains, saves and exports: %s', (study) => {
    const script = file(exported([file(everything), '--study', study], 'pytorch'), 'net.py');
    const files = ['--save', join(dirname(script), 'net.pt'), '--onnx', join(dirname(script), 'net.onnx')];
    for (const optimizer of ['langevin', 'sgd']) {
      const options = ['--optimizer', optimizer, '--steps', '10', '--samples', '200', '--test', '200', ...files];
      expect(runPython(script, options)).toMatch(/step 10: alignment -?\d\.\d+, test error \d+\.\d+/);
    }
    expect(existsSync(join(dirname(script), 'net.onnx'))).toBe(true);
  });

  it('draws weights from N(0, 1/fan_in) and the readout from N(0, 1/(N chi)), with a target of unit norm', () => {
    const text = twoLayer.replace('output linear', 'output linear (scaling: meanfield)');
    const script = file(exported([file(text)], 'pytorch'), 'net.py');
    const probe = join(dirname(script), 'probe.py');
    const lines = [
      'import torch, net',
      'torch.manual_seed(1)',
      'network, target = net.NETWORK(), net.Target()',
      'x = net.inputs(100000, target)',
      'print(network.h.weight.std().item(), network.output.weight.std().item(), target(x).square().mean().item())',
      'print(tuple(network.h.weight.shape), tuple(network(x[:7]).shape), x.std().item())',
    ];
    writeFileSync(probe, lines.join('\n'));
    const [stds = '', shapes = ''] = runPython(probe, []).split('\n');
    const [hidden = 0, readout = 0, norm = 0] = stds.split(' ').map(Number);
    // d = 64, N = 1024, chi = N: 1/sqrt(64) = 0.125 and 1/1024; sampling errors are below 3 %, the norm's below 10 %.
    expect(hidden).toBeCloseTo(0.125, 2);
    expect(readout * 1024).toBeGreaterThan(0.9);
    expect(readout * 1024).toBeLessThan(1.1);
    expect(norm).toBeGreaterThan(0.8);
    expect(norm).toBeLessThan(1.2);
    expect(shapes).toMatch(/^\(1024, 64\) \(7,\) (1\.00|0\.99)/);
  });

  /** What a script of Python prints that has an exported one as `net`. */
  function probed(text: string, lines: readonly string[]): number[] {
    const script = file(exported([file(text)], 'pytorch'), 'net.py');
    const probe = join(dirname(script), 'probe.py');
    writeFileSync(probe, ['import torch, net', 'torch.manual_seed(1)', ...lines].join('\n'));
    return runPython(probe, []).trim().split(/\s+/).map(Number);
  }

  it('draws weights and readout with the prior variances that are given', () => {
    const text = twoLayer
      .replace('activation: erf)', 'activation: erf, variance: 0.25)')
      .replace('output linear', 'output linear (scaling: meanfield, variance: 4 * d)');
    const [hidden = 0, readout = 0] = probed(text, [
      'network = net.NETWORK()',
      'print(network.h.weight.std().item(), network.output.weight.std().item())',
    ]);
    // d = 64, N = chi = 1024: sqrt(0.25/64) = 1/16, and sqrt(4 * 64)/1024 = 1/64.
    expect(hidden * 16).toBeCloseTo(1, 1);
    expect(readout * 64).toBeGreaterThan(0.9);
    expect(readout * 64).toBeLessThan(1.1);
  });

  it('lets every input see A of X experts, always the same, and keeps the variance of their units', () => {
    const text = twoLayer
      .replace('activation: erf)', 'activation: linear, experts: 8, active: 2)')
      .replace('he(3)', 'he(1)');
    const [share = 0, again, square = 0, most = 0] = probed(text, [
      'network, x = net.NETWORK(), net.inputs(2000, net.Target())',
      'units = network.h(x).view(2000, 8, -1)',
      'seen = units.abs().sum(-1) > 0',
      'again = network.h(x[:500]).view(500, 8, -1).abs().sum(-1) > 0',
      'print(seen.float().mean().item(), (again == seen[:500]).float().mean().item())',
      'print(units.square().mean().item(), seen.float().mean(0).max().item())',
    ]);
    expect(share).toBeCloseTo(2 / 8, 3);
    expect(again).toBeGreaterThan(0.99);
    // Units of variance 1 each; no expert sees much more than a quarter of 2000 inputs.
    expect(square).toBeCloseTo(1, 1);
    expect(most).toBeLessThan(0.32);
  });

  it('draws data with variance s along the target and 1 in the mean, and a target of unit norm on them', () => {
    const text = twoLayer.replace('gaussian(d)', 'gaussian(d, signal: 16)').replace('he(3)', 'he(1, u) * he(2, v)');
    const [along = 0, mean, norm = 0] = probed(text, [
      'target = net.Target()',
      'x = net.inputs(50000, target)',
      'print((x @ target.w.T).square().mean().item(), x.square().mean().item(), target(x).square().mean().item())',
    ]);
    expect(along / 16).toBeCloseTo(1, 1);
    expect(mean).toBeCloseTo(1, 1);
    expect(norm).toBeGreaterThan(0.9);
    expect(norm).toBeLessThan(1.1);
  });

  it('applies a recurrent layer with the same weights at every step', () => {
    const text = twoLayer.replace(
      'dense h (width: N, activation: erf)',
      'recurrent dense h (width: N, activation: erf, steps: 3)',
    );
    const [difference] = probed(text, [
      'network, x = net.NETWORK(), net.inputs(50, net.Target())',
      'W, U = network.h.begin.weight, network.h.again.weight',
      'by_hand = torch.erf(torch.erf(torch.erf(x @ W.T) @ U.T) @ U.T)',
      'print((network.h(x) - by_hand).abs().max().item())',
    ]);
    expect(difference).toBeLessThan(1e-4);
  });

  it('learns: with many samples the error falls far below that of the mean', () => {
    const linear = twoLayer
      .replace('d = 64', 'd = 8')
      .replace('N = 1024', 'N = 32')
      .replace('he(3)', 'he(1)')
      .replace('target: cubic', 'target: cubic\n  samples: 800\n  ridge: 0.1');
    const script = file(exported([file(linear)], 'pytorch'), 'net.py');
    const last = runPython(script, ['--steps', '500']).trim().split('\n').at(-1) ?? '';
    expect(Number(/test error ([\d.]+)/.exec(last)?.[1])).toBeLessThan(0.2);
  });
});

describe('a call that cannot be served', () => {
  it.each([
    [[...threeLayer], "required option '--to <form>'"],
    [[...threeLayer, '--to', 'word'], 'Allowed choices are pytorch, latex, json, mermaid, svg'],
    [['examples/three-layer.arch', '--study', 'Nope', '--to', 'json'], 'has no study Nope'],
    [[...threeLayer, '--to', 'svg', '--out', '/nowhere/net.svg'], '/nowhere/net.svg cannot be written'],
  ])('%j ends with 2', (args, message) => {
    const { code, stdout, stderr } = archscale(['export', ...args]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });

  it('ends with 1 for a study with errors', () => {
    const { code, stdout } = archscale(['export', file(twoLayer.replace('erf', 'relu')), '--to', 'json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  it('writes to a file what it would print', () => {
    const path = join(folder(), 'net.svg');
    expect(archscale(['export', ...threeLayer, '--to', 'svg', '--out', path])).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(path, 'utf8')).toBe(exported(threeLayer, 'svg'));
  });
});
