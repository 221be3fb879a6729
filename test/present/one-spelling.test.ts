import { calibrationOf } from '../../theory/calibration.js';
import { EmptyFileSystem, URI } from 'langium';
import { describe, expect, test } from 'vitest';
import { loadText } from '../../language/text.js';
import { lowerStudy, predictLowered } from '../../language/index.js';
import { pytorchScript } from '../../cli/export/pytorch/script.js';
import { boundaries, atLength } from '../../present/markdown/boundaries.js';
import { explanation } from '../../present/markdown/explanation.js';
import { ranking } from '../../present/markdown/ranking.js';
import { sampleScaleText } from '../../present/markdown/samples.js';
import { unformatted } from '../../present/markdown/text.js';
import { label } from '../../present/hints.js';
import { latexDocument } from '../../present/latex/document.js';
import { comparisonText } from '../../present/text/comparison.js';
import { explanationText } from '../../present/text/explanation.js';
import { plain } from '../../present/text/colors.js';
import { predictionsText } from '../../present/text/prediction.js';
import { summaryText } from '../../present/text/summary.js';
import { comparedView, rankedStudies } from '../../present/views/comparison.js';
import { learningView } from '../../present/views/learning.js';
import { Predicted } from '../../present/views/predicted.js';
import { measuredScaleText } from '../../present/views/prediction.js';
import { words } from '../../present/words/words.js';
import { learning } from '../../theory/learning.js';

const study = (d: string): string => `
scale d = ${d}
scale N = 4096000000
network Net { input gaussian(d)  dense h (width: N, activation: erf)  output linear }
target linear = he(1)
target cubic = he(3)
study Linear { network: Net  target: linear }
study Cubic { network: Net  target: cubic }`;

/**
 * What every output shows of the studies of a text, by the name of the output.
 * @param sizes reference values in place of those of the text.
 */
async function outputs(
  text: string,
  sizes: readonly (readonly [string, number])[] = [],
): Promise<Record<string, string>> {
  const { studies } = await loadText(text, 'source.arch', URI.parse('memory:///source.arch'), {
    context: EmptyFileSystem,
    wording: words,
  });
  const all = studies.map((node) => {
    const written = lowerStudy(node);
    const lowered = written && { ...written, reference: new Map([...written.reference, ...sizes]) };
    const prediction = lowered && predictLowered(lowered);
    if (!lowered || !prediction) throw new Error('no prediction');
    return new Predicted(node, lowered, prediction, calibrationOf(lowered, prediction, []));
  });
  const one = all[0];
  if (!one) throw new Error('no study');
  const { sampleScale } = one.prediction;
  const value = sampleScale.value(one.study.reference);
  return {
    hint: label({ symbol: 'P*', formula: sampleScale.toUnicode(), value }),
    hover: unformatted([sampleScaleText(one), ranking(one), boundaries(one.prediction, atLength)].join('\n')),
    explanation: unformatted(explanation(one)),
    'status bar': measuredScaleText(one),
    terminal: predictionsText([one], plain),
    comparison: comparisonText(
      rankedStudies(
        all.slice(0, 1).map(({ study: own, prediction, calibration }) => ({ study: own, prediction, calibration })),
      ),
    ),
    'comparison page': JSON.stringify(comparedView(one, one.prediction.winner).samples.text),
    'learning curve': JSON.stringify(
      learningView(learning(one.study, one.prediction), one.study.reference).components.map(
        ({ samples }) => samples.text,
      ),
    ),
    agents: [summaryText(one), explanationText(one)].join('\n'),
    latex: latexDocument(one)
      .replace(/ \\cdot 10\^\{(-?\d+)\}/g, 'e$1')
      .replaceAll('\\infty', '∞'),
    script: pytorchScript(one).split('"""')[1] ?? '',
  };
}

describe.each([
  ['2000000', '2e6', /2000000|2e\+6|2\.00e/],
  ['12.345', '12.3', /12\.345|12\.35/],
  ['0.00001', '1e-5', /0\.00001|1\.00e/],
])('a size of %s', (written, spelling, others) => {
  test(`is ${spelling} in every output`, async () => {
    for (const [name, text] of Object.entries(await outputs(study(written)))) {
      const latexPower = name === 'latex' ? text.replace(/10\^\{(-?\d+)\}/g, '1e$1') : text;
      expect(latexPower, name).toContain(spelling);
      expect(latexPower, name).not.toMatch(others);
    }
  });
});

test('what is past all numbers is ∞ in every output', async () => {
  // Cubic, lazily: d³.
  const huge = await outputs(study('64').replace('Linear', 'Lazy').replace('he(1)', 'he(3)'), [
    ['d', 1e300],
    ['N', 1e3],
  ]);
  for (const [name, text] of Object.entries(huge)) expect(text, name).not.toMatch(/Infinity|NaN|too large|e\+/);
  for (const name of ['hover', 'terminal', 'latex']) expect(huge[name], name).toContain('∞');
});
