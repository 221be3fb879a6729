import type { Curve } from '../views/learning.js';
import { csvField } from '../csv-field.js';
import { componentJson, segmentJson } from './learning.js';
import { monomialJson } from './monomial.js';
import { ruleJson } from './rule.js';

/** Learning curves as `archscale curve --format json` prints them: docs/cli.md lists the fields. */
export function curveJson({ study, learning, points }: Curve) {
  const { reference } = study;
  const { components, whole, isSharedPrice, provenance } = learning;
  return {
    study: study.name,
    network: study.network.name,
    target: study.target.name,
    energy: monomialJson(whole.energy, reference),
    samples: monomialJson(whole.samples, reference),
    sharedPrice: isSharedPrice,
    learning: components.map((component) => ({
      ...componentJson(component, reference),
      weight: component.weight,
      segments: component.segments.map((segment) => segmentJson(segment, reference)),
    })),
    points: points.map(({ samples, alignments, error }) => ({
      samples,
      alignment: Object.fromEntries(components.map(({ name }, index) => [name, alignments[index] ?? null])),
      error,
    })),
    provenance: provenance.map(ruleJson),
  };
}

/** The same points as CSV (RFC 4180): samples, one column a component, the least error. Numbers have all their digits. */
export function curveCsv({ learning, points }: Curve): string {
  const header = ['samples', ...learning.components.map(({ name }) => name), 'error'];
  const rows = points.map(({ samples, alignments, error }) => [samples, ...alignments, error]);
  return [header, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}
