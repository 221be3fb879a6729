import type { LearnedComponent, LearningSegment, ReferenceSizes } from '../../theory/index.js';
import type { Curve } from '../views/learning.js';
import { numberText } from '../numbers.js';
import { patternLabel } from './pattern.js';
import { formulaText } from './summary.js';
import { alignedTable } from './table.js';
import type { Colors } from './colors.js';
import { wrapped } from './wrap.js';

/** Learning curves for a terminal: what is learned first, where the laws change, and the points. */
export function curveText(curve: Curve, colors: Colors): string {
  const { study, learning } = curve;
  const sections = [
    `${colors.bold(study.name)}  ${colors.dim(`${study.network.name} learns ${study.target.name}`)}`,
    componentTable(curve),
    wholeLine(curve),
    bends(curve),
    pointTable(curve),
    `  rests on ${learning.provenance.map(({ rule, status }) => `${rule} (${status})`).join(', ')}`,
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

function componentTable({ study, learning }: Curve): string {
  const rows = learning.components.map((component) => [
    component.name,
    numberText(component.weight),
    formulaText(component.samples, study.reference),
    law(component, study.reference),
    patternLabel(component.pattern),
  ]);
  const titles = ['learned first', 'share of y²', 'P*', 'α below P*'];
  return alignedTable([...titles.map((title) => ({ title })), { title: 'pattern', breaks: true }], rows);
}

function law({ exponent, segments }: LearnedComponent, reference: ReferenceSizes): string {
  if (!exponent) return 'all at once';
  const power = exponent.equals(1) ? 'P/P*' : `(P/P*)^(${exponent.toFraction()})`;
  const atBound = (segments[1]?.alignment.log(reference) ?? -1) > -1e-9;
  return atBound ? `${power}, at its bound` : power;
}

function wholeLine({ study, learning }: Curve): string {
  if (learning.components.length < 2) return '';
  const { samples } = learning.whole;
  const price = learning.isSharedPrice
    ? 'no more than its dearest component'
    : 'more than any component: one pattern does not serve all';
  return `  the whole target needs P ~ ${formulaText(samples, study.reference)}, ${price}`;
}

/** Where the law of a component changes below P*. */
function bends({ study, learning }: Curve): string {
  return learning.components
    .flatMap(({ name, segments }) =>
      segments
        .map((segment, index) => bend(segments[index - 1], segment, segments[index + 1], study.reference))
        .filter((text) => text !== undefined)
        .map((text) => `  ${name}: ${wrapped(text, '      ')}`),
    )
    .join('\n');
}

/** What happens at the upper end of a segment; undefined where the one above has told it, or where P* itself is meant. */
function bend(
  above: LearningSegment | undefined,
  segment: LearningSegment,
  next: LearningSegment | undefined,
  reference: ReferenceSizes,
): string | undefined {
  const where = `at P = ${formulaText(segment.samples, reference)}`;
  const reached = formulaText(segment.alignment, reference);
  if (!segment.exponent) {
    const from = next ? formulaText(next.alignment, reference) : '0';
    return `${where} a bound holds the energy: α jumps from ${from} to ${reached}${next ? `; below, ${lawOf(next)}` : ''}`;
  }
  return above?.exponent ? `${where}, where α = ${reached}, the law changes; below, ${lawOf(segment)}` : undefined;
}

function lawOf({ exponent, pattern }: LearningSegment): string {
  const power = exponent?.equals(1) ? 'P' : `P^(${exponent?.toFraction()})`;
  return `${exponent ? `α ~ ${power}` : 'it stays'} by ${patternLabel(pattern)}`;
}

function pointTable({ learning, points }: Curve): string {
  const columns = [
    { title: 'P', align: 'right' },
    ...learning.components.map(({ name }) => ({ title: `α ${name}`, align: 'right' }) as const),
    { title: 'error ≥', align: 'right' },
  ] as const;
  return alignedTable(
    columns,
    points.map(({ samples, alignments, error }) => [samples, ...alignments, error].map(numberText)),
  );
}
