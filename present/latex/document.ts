import { formDegreeOf, isFormFeature } from '../../theory/features.js';
import type {
  DerivationStep,
  Feature,
  LayerPattern,
  Pattern,
  ReferenceSizes,
  Rule,
  StepFormula,
} from '../../theory/index.js';
import { stepTitle, weightFraction } from '../derivation.js';
import { unformatted } from '../markdown/text.js';
import { fitSentence, fitText } from '../views/fit.js';
import { estimateOf, type PredictedStudy } from '../views/estimated.js';
import { sampleVerdictSentence } from '../views/samples.js';
import { ruleSummary } from '../words/rules.js';
import { words } from '../words/words.js';
import { related, sized } from '../formulas.js';
import { estimatedNumber, exponentNumber } from '../numbers.js';
import { tiedNames } from '../views/ties.js';
import { patternLabel, patternSetting, rankLabel, rankText, ruleStatusText } from '../words/results.js';
import { escapedText, formula, latex, latexNumber, sizeName } from './formula.js';

/** So many patterns are listed; of a deep network there are thousands. */
const mostPatterns = 24;

/** A study as a LaTeX document: its sizes, the patterns ranked, the winner's derivation with the status of each rule. */
export function latexDocument(one: PredictedStudy): string {
  const { study, prediction } = one;
  const { reference } = study;
  const { patterns, winner, sampleScale } = prediction;
  const shown = patterns.slice(0, mostPatterns);
  const left = patterns.length - shown.length;
  const sizes = [...reference].map(([name, value]) => `$${sizeName(name)} = ${latexNumber(value)}$`).join(', ');
  return `\\documentclass{article}
\\usepackage[utf8]{inputenc}
\\usepackage{amsmath,amssymb}
\\usepackage[margin=25mm]{geometry}
\\begin{document}

\\section*{${escapedText(study.name)}}

${escapedText(`${study.network.name} is predicted to align with ${study.target.name} from`)} $${related('P^*', sampleScale, reference, latex)}$ samples,
by the pattern ${escapedText(tiedNames(prediction, reference))}. ${sizes === '' ? '' : `Reference sizes: ${sizes}. `}Prefactors of order 1 to 10 are not known.

${[fitParagraph(one), ...estimateParagraph(one)].join('\n\n')}

\\subsection*{Patterns}

\\noindent
\\begin{tabular}{llll}
pattern & parameters & energy $E$ & \\\\
\\hline
${shown.map((pattern) => patternRow(pattern, winner, reference)).join('\n')}
\\end{tabular}
${left > 0 ? `\n${left} more patterns cost more.\n` : ''}
\\subsection*{Derivation}

\\begin{enumerate}
${prediction.derivation().map(stepItem).join('\n')}
\\end{enumerate}

\\subsection*{Rules}

\\begin{description}
${[...prediction.provenance, ...prediction.fit.provenance].map(ruleItem).join('\n')}
\\end{description}

\\end{document}
`;
}

/** What a small error needs, where the samples are beside it, and the layers that are too narrow. */
function fitParagraph(one: PredictedStudy): string {
  const verdict = sampleVerdictSentence(one);
  const placeholder = '@';
  const [before = '', after = ''] = escapedText(fitSentence(one, placeholder)).split(placeholder);
  const narrow = one.prediction.fit.conditions.map((condition) =>
    words({ code: 'capacity', ...condition, reference: one.study.reference }),
  );
  return [
    `${before}$${fitText(one, latex)}$${after}`,
    ...(verdict === undefined ? [] : [escapedText(unformatted(verdict))]),
    ...narrow.map(escapedText),
  ].join(' ');
}

/** The estimate of P* in numbers and how it grows; none while it has not been made. */
function estimateParagraph(one: PredictedStudy): string[] {
  const estimate = estimateOf(one);
  if (!estimate) return [];
  const { samples, interval, variable, exponent, limit } = estimate;
  const [low, high] = interval.map((end) => latexNumber(Number(estimatedNumber(end))));
  const slope = (power: number): string => `${sizeName(variable)}^{${exponentNumber(power)}}`;
  const grows = limit
    ? `$${slope(exponent)}$ at these sizes and as $${slope(limit.exponent)}$ at $${sizeName(variable)} = ${latexNumber(limit.at)}$`
    : `$${slope(exponent)}$ at these sizes`;
  return [
    `An estimate at equilibrium gives $P^* \\approx ${latexNumber(Number(estimatedNumber(samples)))}$ ($${low}$ to $${high}$) at the reference sizes; it grows as ${grows}.`,
  ];
}

function patternRow(pattern: Pattern, winner: Pattern, reference: ReferenceSizes): string {
  const set = pattern.layers.flatMap(({ layer, parameter, length }) =>
    parameter ? [`${escapedText(layer)}: $${parameterFormula(parameter, length)}$`] : [],
  );
  return `${escapedText(patternLabel(pattern.name))} & ${set.join(', ')} & $${sized(pattern.energy, reference, latex)}$ & ${escapedText(rankText(rankLabel(pattern, winner)))} \\\\`;
}

function stepItem({ subject, formulas, rule }: DerivationStep): string {
  const list = formulas
    .flatMap(stepFormula)
    .map((one) => `$${one}$`)
    .join(', \\quad ');
  const body = list === '' ? '' : `: ${list}`;
  return `\\item ${escapedText(stepTitle(subject))}${body}.\\\\ {\\small Rule \\texttt{${escapedText(rule.rule)}} (${ruleStatusText(rule.status)}).}`;
}

function ruleItem(one: Rule): string {
  const { rule, status, source } = one;
  return `\\item[\\texttt{${escapedText(rule)}}] (${ruleStatusText(status)}) ${escapedText(ruleSummary(one))} \\emph{${escapedText(source)}}`;
}

/** A formula of the derivation; none for what is said in words elsewhere. */
function stepFormula(one: StepFormula): string[] {
  switch (one.formula) {
    case 'eigenvalue': {
      return [`${inverseEigenvalue(one.feature)} = ${one.value ? formula(one.value) : '\\infty'}`];
    }
    case 'parameter':
      return [parameterFormula(one, one.length)];
    case 'cost':
      return [`\\Delta = ${one.cost ? formula(one.cost) : '0'}`];
    case 'readout':
      return [`a_y = ${formula(one.cost)}`];
    case 'energy': {
      const product = one.terms.map(({ layer, weight }) => {
        const name = layer === undefined ? 'a_y' : `\\Delta_{\\text{${escapedText(layer)}}}`;
        return weight === 1 ? name : `${name}^{${weightFraction(weight)}}`;
      });
      return [`E = ${product.join(' \\, ')} = ${formula(one.energy)}`];
    }
    case 'samples':
      return [`P^* = \\kappa E = ${formula(one.samples)}`];
    case 'component':
    case 'experts':
    case 'steps':
    case 'weight-variance':
      return [];
  }
}

/** The symbol of a feature's inverse eigenvalue. */
function inverseEigenvalue(feature: Feature): string {
  if (isFormFeature(feature)) return `r_{${formDegreeOf(feature)}}(p)`;
  return `r_{${feature === 'attentive' ? 'a' : feature}}`;
}

/** `M \\sim \\sqrt{N/d}`, with the number of units where a length is predicted, and that it is free where only M m^2 is. */
function parameterFormula(parameter: NonNullable<LayerPattern['parameter']>, length: LayerPattern['length']): string {
  const setting = patternSetting(parameter, length);
  const text = `${setting.symbol.latex} \\sim ${formula(setting.size)}`;
  if (setting.length === undefined) return text;
  return setting.length === 'single' ? `M = 1,\\; ${text}` : `${text} \\text{ ($M$ free)}`;
}
