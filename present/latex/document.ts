import type { DerivationStep, LayerPattern, Pattern, ReferenceSizes, Rule } from '../../theory/index.js';
import type { PredictedStudy } from '../../cli/predicted.js';
import { patternLabel } from '../text/pattern.js';
import { escapedText, formula, sizedFormula, sizeName } from './formula.js';

/** So many patterns are listed; of a deep network there are thousands. */
const mostPatterns = 24;

const parameters = { M: 'M', D: 'D', beta: '\\beta' } as const;
const marks = { published: 'published', derived: 'derived', conjecture: 'conjecture' } as const;

/** A study as a LaTeX document: its sizes, the patterns ranked, the winner's derivation with the standing of each rule. */
export function latexDocument(one: PredictedStudy): string {
  const { study, prediction } = one;
  const { reference } = study;
  const { patterns, winner, sampleScale } = prediction;
  const shown = patterns.slice(0, mostPatterns);
  const left = patterns.length - shown.length;
  const sizes = [...reference]
    .map(([name, value]) => `$${sizeName(name)} = ${Number(value.toPrecision(6))}$`)
    .join(', ');
  return `\\documentclass{article}
\\usepackage[utf8]{inputenc}
\\usepackage{amsmath,amssymb}
\\usepackage[margin=25mm]{geometry}
\\begin{document}

\\section*{${escapedText(study.name)}}

${escapedText(`${study.network.name} learns ${study.target.name} from`)} $P^* \\sim ${sizedFormula(sampleScale, reference)}$ samples,
by the pattern ${escapedText(patternLabel(winner.name))}. ${sizes === '' ? '' : `Reference sizes: ${sizes}. `}Prefactors of order 1 to 10 are not known.

\\subsection*{Patterns}

\\noindent
\\begin{tabular}{llll}
pattern & parameters & energy $E$ & \\\\
\\hline
${shown.map((pattern) => patternRow(pattern, reference)).join('\n')}
\\end{tabular}
${left > 0 ? `\n${left} more patterns cost more.\n` : ''}
\\subsection*{Derivation}

\\begin{enumerate}
${prediction
  .derivation()
  .map((step, index) => stepItem(step, formulasOf(one, index)))
  .join('\n')}
\\end{enumerate}

\\subsection*{Rules}

\\begin{description}
${prediction.provenance.map(ruleItem).join('\n')}
\\end{description}

\\end{document}
`;
}

function patternRow(pattern: Pattern, reference: ReferenceSizes): string {
  const set = pattern.layers.flatMap((layer) => {
    const move = parameter(layer);
    return move === undefined ? [] : [`${escapedText(layer.layer)}: $${move}$`];
  });
  const standing = pattern.optimal ? 'the best' : pattern.competing ? 'competing' : '';
  return `${escapedText(patternLabel(pattern.name))} & ${set.join(', ')} & $${sizedFormula(pattern.energy, reference)}$ & ${standing} \\\\`;
}

function stepItem({ title, rule }: DerivationStep, formulas: readonly string[]): string {
  const list = formulas.map((one) => `$${one}$`).join(', \\quad ');
  const body = list === '' ? '' : `: ${list}`;
  return `\\item ${escapedText(title)}${body}.\\\\ {\\small Rule \\texttt{${escapedText(rule.rule)}} (${marks[rule.status]}).}`;
}

function ruleItem({ rule, status, summary, source }: Rule): string {
  return `\\item[\\texttt{${escapedText(rule)}}] (${marks[status]}) ${escapedText(summary)} \\emph{${escapedText(source)}}`;
}

/** The formulas of a step of the derivation: the data, each layer, the readout, the balance, the samples. */
function formulasOf({ study, prediction }: PredictedStudy, step: number): string[] {
  const { layers, readout, readoutWeight, energy } = prediction.winner;
  const [first] = layers;
  if (step === 0) return first ? eigenvalues(first.incoming) : [];
  const layer = layers[step - 1];
  if (layer) {
    const move = parameter(layer);
    const cost = layer.cost ? [`\\Delta = ${formula(layer.cost)}`] : ['\\Delta = 0'];
    return [...(move === undefined ? [] : [move]), ...cost, ...eigenvalues(layer.outgoing)];
  }
  if (step === layers.length + 1) return [`a_y = ${formula(readout)}`];
  if (step === layers.length + 2) {
    const terms = [
      { name: 'a_y', weight: readoutWeight },
      ...layers.map((one) => ({ name: `\\Delta_{\\text{${escapedText(one.layer)}}}`, weight: one.weight })),
    ].filter(({ weight }) => weight > 0);
    const product = terms
      .map(({ name, weight }) => (weight === 1 ? name : `${name}^{${weightText(weight)}}`))
      .join(' \\, ');
    return [`E = ${product} = ${formula(energy)}`];
  }
  return [`P^* = \\kappa E = ${formula(study.ridge.times(energy))}`];
}

function parameter({ parameter }: LayerPattern): string | undefined {
  return parameter && `${parameters[parameter.name]} \\sim ${formula(parameter.size)}`;
}

function eigenvalues(table: LayerPattern['incoming']): string[] {
  return [...table].map(([feature, value]) => {
    const index = feature === 'attentive' ? 'a' : String(feature);
    return `r_{${index}} = ${value ? formula(value) : '\\infty'}`;
  });
}

function weightText(weight: number): string {
  for (let denominator = 2; denominator <= 2000; denominator++) {
    const numerator = weight * denominator;
    if (Math.abs(numerator - Math.round(numerator)) < 1e-9) return `${Math.round(numerator)}/${denominator}`;
  }
  return weight.toPrecision(3);
}
