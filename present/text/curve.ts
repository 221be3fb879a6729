import { numberText, percentText } from '../numbers.js';
import { learningView, type Curve, type LearningView } from '../views/learning.js';
import { ruleStatusText } from '../words/results.js';
import type { Colors } from './colors.js';
import { alignedTable } from './table.js';
import { wrapped } from './wrap.js';

/** Learning curves for a terminal: what is learned first, where the laws change, and the points. */
export function curveText(curve: Curve, colors: Colors): string {
  const { study, learning } = curve;
  const view = learningView(learning, study.reference);
  const sections = [
    `${colors.bold(study.name)}  ${colors.dim(`${study.network.name} on ${study.target.name}`)}`,
    componentTable(view),
    view.components.length > 1 ? `  ${wrapped(view.whole, '  ')}` : '',
    changes(view),
    pointTable(curve, view),
    `  ${wrapped(`rests on ${learning.provenance.map(({ rule, status }) => `${rule} (${ruleStatusText(status)})`).join(', ')}`, '           ')}`,
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

function componentTable({ components }: LearningView): string {
  const titles = ['predicted order', 'share of y²', 'P*', 'below P*'];
  return alignedTable(
    [...titles.map((title) => ({ title })), { title: 'pattern' }],
    components.map(({ name, weight, samples, law, pattern }) => [
      name,
      percentText(weight),
      samples.text,
      law,
      pattern,
    ]),
  );
}

/** Where the law of a component changes below P*. */
function changes({ components }: LearningView): string {
  return components
    .flatMap(({ name, changes: texts }) => texts.map((text) => `  ${name}: ${wrapped(text, '      ')}`))
    .join('\n');
}

function pointTable({ points }: Curve, { components }: LearningView): string {
  const columns = [
    { title: 'P', align: 'right' },
    ...components.map(({ name }) => ({ title: `α ${name}`, align: 'right' }) as const),
    { title: 'error ≥', align: 'right' },
  ] as const;
  return alignedTable(
    columns,
    points.map(({ samples, alignments, error }) => [samples, ...alignments, error].map(numberText)),
  );
}
