import { describe, expect, it } from 'vitest';
import { archscale, file, twoLayer } from './archscale.js';
import { nameOf, type PredictionJson } from './contract.js';

const predictJson = (path: string): PredictionJson =>
  JSON.parse(archscale(['predict', path, '--format', 'json']).stdout) as PredictionJson;

/** The example of the contract: N2 ~ 4*d, so that lazy, specialization gives sqrt(4*d*d) = 2*d with M = sqrt(4) = 2. */
const threeLayer = `scale d  = 64
scale N1 = 4096
scale N2 ~ 4 * d
network ThreeLayer {
  input gaussian(d)
  dense h1 (width: N1, activation: erf)
  dense h2 (width: N2, activation: erf)
  output linear
}
target cubic = he(3)
study S1 {
  network: ThreeLayer
  target:  cubic
  samples: 20 * d
  ridge:   1
}
`;

describe('the JSON of a study', () => {
  it('has the names, the sample scale, its base and whether the samples suffice', () => {
    const path = file(threeLayer);
    const answer = predictJson(path);
    expect(answer.file).toBe(path);
    expect(answer.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(answer.studies).toHaveLength(1);
    expect(answer.studies[0]).toMatchObject({
      name: 'S1',
      network: 'ThreeLayer',
      target: 'cubic',
      samples: { expression: '2*d', exponents: { d: '1' }, value: 128 },
      inBase: { base: 'd', exponent: '1' },
      learnable: true,
    });
  });

  it('has the winner with layers, parameter, cost and readout', () => {
    const [winner] = predictJson(file(threeLayer)).studies[0]?.patterns ?? [];
    expect(winner).toMatchObject({
      layers: [
        { layer: 'h1', pattern: 'lazy' },
        {
          layer: 'h2',
          pattern: 'specialization',
          degree: 1,
          parameter: { name: 'M', expression: '2', exponents: {}, value: 2 },
          cost: { expression: '2*d', exponents: { d: '1' }, value: 128 },
        },
      ],
      readout: { expression: '2*d', exponents: { d: '1' }, value: 128 },
      energy: { expression: '2*d', exponents: { d: '1' }, value: 128 },
      optimal: true,
      competing: false,
    });
    expect(winner?.layers[0]).not.toHaveProperty('parameter');
  });

  it('has the boundary at N1 = N2 in the free sizes', () => {
    const boundaries = predictJson(file(threeLayer)).studies[0]?.boundaries;
    expect(boundaries).toContainEqual(
      expect.objectContaining({
        condition: 'N1 > 4*d',
        variable: 'N1',
        exponents: { d: '1' },
        value: 256,
        below: 'specialization, lazy',
        above: 'lazy, specialization',
      }),
    );
  });

  it('ranks the patterns, best first, and marks those within a factor 2', () => {
    // N1 = 128, N2 = 256: sqrt(N1*d) = 90.5 wins, sqrt(N2*d) = 128 competes, d^3 does not.
    const narrow = threeLayer.replace('N1 = 4096', 'N1 = 128');
    const patterns = predictJson(file(narrow)).studies[0]?.patterns ?? [];
    const energies = patterns.map(({ energy }) => energy.value);
    expect(energies).toEqual(energies.toSorted((one, other) => one - other));
    const marks = new Map(patterns.map((pattern) => [nameOf(pattern), pattern]));
    expect(marks.get('specialization, lazy')).toMatchObject({ optimal: true, competing: false });
    expect(marks.get('lazy, specialization')).toMatchObject({ optimal: false, competing: true });
    expect(marks.get('lazy, lazy')).toMatchObject({ optimal: false, competing: false });
    expect(patterns.filter(({ optimal }) => optimal)).toHaveLength(1);
  });

  it('names each rule with its standing', () => {
    const provenance = predictJson(file(threeLayer)).studies[0]?.provenance ?? [];
    expect(provenance).toContainEqual(expect.objectContaining({ rule: 'claim-i', status: 'published' }));
    for (const { status } of provenance) expect(['published', 'derived', 'conjecture']).toContain(status);
  });

  it('has no base when two free sizes are in the sample scale, and no verdict without samples', () => {
    const [study] = predictJson(file(twoLayer)).studies;
    expect(study).toMatchObject({ inBase: null, learnable: null });
    expect(study?.samples).toEqual({ expression: 'sqrt(N*d)', exponents: { N: '1/2', d: '1/2' }, value: 256 });
  });

  it('says when the samples are below the scale', () => {
    const few = twoLayer.replace('target: cubic\n', 'target: cubic\n  samples: d\n');
    expect(predictJson(file(few)).studies[0]?.learnable).toBe(false);
  });

  it('multiplies the energy by the ridge', () => {
    // kappa = 1/d: P* = sqrt(N*d)/d = sqrt(N/d) = 4, E stays.
    const ridge = twoLayer.replace('target: cubic\n', 'target: cubic\n  ridge: 1 / d\n');
    const [study] = predictJson(file(ridge)).studies;
    expect(study?.samples).toEqual({ expression: 'sqrt(N/d)', exponents: { N: '1/2', d: '-1/2' }, value: 4 });
    expect(study?.patterns[0]?.energy.exponents).toEqual({ N: '1/2', d: '1/2' });
  });

  it('gives exact exponents whatever the sizes are tied to', () => {
    // N ~ d^(1/3) < d: one unit, E = d. N ~ d^(5/3): E = d^(4/3).
    const tied = twoLayer.replace('N = 1024', 'N ~ 3 * d^(5/3)');
    const [study] = predictJson(file(tied)).studies;
    expect(study?.inBase).toEqual({ base: 'd', exponent: '4/3' });
    expect(study?.samples.exponents).toEqual({ d: '4/3' });
    // sqrt(3) * 64^(4/3) = 1.7320508 * 256
    expect(study?.samples.value).toBeCloseTo(443.4050067, 5);
  });
});

describe('a file with errors', () => {
  const broken = `${twoLayer}\nstudy Broken {\n  network: Nowhere\n  target: cubic\n}\n`;

  it('ends with 1, has the errors in the JSON and on stderr, and still predicts what does not depend on them', () => {
    const path = file(broken);
    const { code, stdout, stderr } = archscale(['predict', path, '--format', 'json']);
    expect(code).toBe(1);
    const { diagnostics, studies } = JSON.parse(stdout) as PredictionJson;
    expect(studies.map(({ name }) => name)).toEqual(['Cubic']);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ line: 18, column: 12, severity: 'error' });
    expect(diagnostics[0]?.code).toMatch(/^arch-/);
    expect(stderr).toBe(`${path}:18:12: ${diagnostics[0]?.message}\n`);
  });

  it('ends with 1 in text as well, and prints the other studies', () => {
    const { code, stdout } = archscale(['predict', file(broken)]);
    expect(code).toBe(1);
    expect(stdout).toContain('Cubic');
  });
});
