import { config } from '@vscode/l10n';
import { afterEach, describe, expect, it } from 'vitest';
import german from '../../l10n/bundle.l10n.de.json';
import { latexDocument } from '../../present/latex/document.js';
import { predictionsText } from '../../present/text/prediction.js';
import { plain } from '../../present/text/colors.js';
import { longestLabel, sampleScaleHint, samplesHint } from '../../present/hints.js';
import { estimateSentences, estimateView, type EstimateOutcome } from '../../present/views/estimated.js';
import { measuredScaleText } from '../../present/views/prediction.js';
import { Predicted } from '../../present/views/predicted.js';
import { estimateVerdict, sampleVerdictSentence } from '../../present/views/samples.js';
import { lowerStudy, predictLowered, type ast } from '../../language/index.js';
import { calibrationOf } from '../../theory/calibration.js';
import { load } from '../language/load.js';

const estimated = (samples: number, limit?: { exponent: number; at: number }): EstimateOutcome => ({
  kind: 'estimated',
  estimate: {
    samples,
    interval: [samples / 2, samples * 2],
    model: 'closed',
    pattern: 'lazy, specialization',
    variable: 'd',
    exponent: 0.71,
    ...(limit && { limit }),
  },
});

/** A study of a long formula, with samples, whose estimate is given. */
async function study(samples: number, estimate: EstimateOutcome | undefined): Promise<Predicted> {
  const { parseResult } = await load(`scale d = 64
scale N = 64
network Net { input gaussian(d)  dense h (width: N, activation: erf)  output linear }
target cubic = he(3)
study Cubic { network: Net  target: cubic  samples: ${samples} }
`);
  const node = parseResult.value.declarations.find((one): one is ast.Study => one.$type === 'Study');
  const lowered = node && lowerStudy(node);
  const prediction = lowered && predictLowered(lowered);
  if (!node || !lowered || !prediction) throw new Error('the study has no prediction');
  return new Predicted(node, lowered, prediction, calibrationOf(lowered, prediction, []), () => estimate);
}

afterEach(() => config({ contents: {} }));

describe('a study with an estimate', () => {
  it('has it in hint, summary and sentences, in two digits', async () => {
    const one = await study(5000, estimated(1312.7, { exponent: 1.0004, at: 1e6 }));
    expect(sampleScaleHint(one).label).toBe('P* ~ √(N·d), about 1300 (estimate)');
    expect(measuredScaleText(one)).toBe('P* ~ √(N·d), about 1300 (estimate)');
    expect(estimateSentences(one)).toBe(
      'Estimate at these sizes: alignment 1/2 needs about 1300 samples (660 to 2600), by the pattern lazy, specialization. ' +
        'The estimate grows as d^0.710 here, and as d^1.000 at d = 1e6.',
    );
    expect(estimateView(one)?.text).toBe('1300 (660 to 2600)');
    expect(predictionsText([one], plain)).toContain('P* ~ √(N·d) samples, about 1300 (estimate, 660 to 2600)');
    expect(latexDocument(one)).toContain('P^* \\approx 1300');
  });

  it.each([
    [100, 'below', 'below P*, about 1300 (estimate)'],
    [700, 'within', 'near P*, about 1300 (estimate)'],
    [2601, 'above', 'above P*, about 1300 (estimate)'],
  ] as const)('compares %i samples with its interval: %s', async (samples, verdict, label) => {
    const one = await study(samples, estimated(1300));
    expect(estimateVerdict(one)).toBe(verdict);
    expect(samplesHint(one)?.label).toBe(label);
    expect(sampleVerdictSentence(one)).toContain('P\\*, about 1300 (estimate, 650 to 2600)');
  });

  it('is as before while none has been made, and where there is none', async () => {
    const none = await study(5000, undefined);
    const refused = await study(5000, { kind: 'refused', reason: { code: 'estimate-too-long', seconds: 60 } });
    for (const one of [none, refused]) {
      expect(sampleScaleHint(one).label).toBe('P* ~ √(N·d) = 64');
      expect(samplesHint(one)?.label).toBe(samplesHint(none)?.label);
      expect(sampleVerdictSentence(one)).toBe(sampleVerdictSentence(none));
    }
    expect(estimateSentences(none)).toBeUndefined();
    expect(estimateSentences(refused)).toBe(
      'There is no estimate of P* in numbers. It takes more than 60 s: `archscale predict --estimate` waits for it.',
    );
  });

  it('speaks German, and its labels fit into the editor in both languages', async () => {
    for (const contents of [{}, german]) {
      config({ contents });
      for (const samples of [0.5, 12, 99_999, 2.6e7, 1e300]) {
        const one = await study(5000, estimated(samples));
        expect(sampleScaleHint(one).label.length).toBeLessThanOrEqual(longestLabel);
        expect(samplesHint(one)?.label.length).toBeLessThanOrEqual(longestLabel);
      }
    }
    const one = await study(5000, estimated(1300));
    expect(sampleScaleHint(one).label).toBe('P* ~ √(N·d), etwa 1300 (Schätzung)');
    expect(samplesHint(one)?.label).toBe('über P*, etwa 1300 (Schätzung)');
  });
});
