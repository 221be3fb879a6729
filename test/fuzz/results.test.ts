import { expect, test } from 'vitest';
import { details, stateText } from '../../client/runs-view/wording.js';
import { comparisonRows, named } from '../../present/report/comparison.js';
import { reportFormats } from '../../present/report/formats.js';
import { plotsOf } from '../../present/report/plots.js';
import { asResult } from '../../present/report/reading.js';
import { predict } from '../../theory/index.js';
import { NotCalibratingError, prefactorFrom } from '../../validation/measure/calibration.js';
import { rate, training } from '../present/report/results.js';
import { d, twoLayerStudy } from '../validation/studies.js';
import { expectReadable } from './expectations.js';
import { mutatedJson } from './json.js';
import { rounds, tell, timeout } from './rounds.js';

const study = twoLayerStudy({ width: d });
predict(study);

test('any result file is shown, reported and compared, or is none', { timeout }, async () => {
  const tally = await rounds(150, async (random) => {
    const text = mutatedJson(random.pick([rate, training]), random);
    const result = asResult(text);
    if (!result) return;
    const reports = Object.values(reportFormats).map(({ write }) => write(result));
    const [markdown = '', html = ''] = reports;
    // Each name of the file is shown as text: nothing of it is markup.
    expect(html).not.toContain('<img');
    expect(markdown).not.toMatch(/(?<!\\)\[a\]\(command:/);
    const runs = named([result, rate]);
    for (const plot of plotsOf(runs)) {
      for (const { points } of plot.series)
        for (const { x, y } of points) expect(typeof x === 'number' && typeof y === 'number', text).toBe(true);
    }
    const known = { folder: '/runs/x', study: result.study, level: result.level, preset: undefined, planned: 4 };
    const shown = { ...known, state: result.status, owner: undefined, result, time: 0 } as const;
    const words = [markdown, html, comparisonRows(runs), stateText(shown), details(shown)].flat(2);
    for (const one of words) expectReadable(one, text);
    try {
      prefactorFrom(study, result, 'x');
    } catch (error) {
      if (!(error instanceof NotCalibratingError)) throw error;
      expectReadable(error.message, text);
    }
    await Promise.resolve();
  });
  tell('result files', tally);
});
