import { words } from '../words/words.js';
import type { AdvisedStudy } from '../views/advice.js';
import { advisedEstimate } from '../views/estimated.js';
import { patternLabel } from '../words/results.js';
import type { Colors } from './colors.js';
import { wrapped } from './wrap.js';

/** Advice for a terminal: the reasons, and what to write into the file. */
export function adviceText(advised: AdvisedStudy, colors: Colors): string {
  const { study, advice } = advised;
  const estimated = advisedEstimate(advised);
  const edits = [...advice.sizes.keys()].flatMap((name) => {
    const value = advice.wholeSizes.get(name);
    return value === undefined ? [] : [`    ${colors.bold(`scale ${name} = ${value}`)}`];
  });
  return [
    `${colors.bold(study.name)}  ${colors.dim(`${study.network.name} on ${study.target.name}`)}`,
    advice.why.map((reason) => `  ${wrapped(patternLabel(words(reason)), '  ')}`).join('\n'),
    ...(estimated === undefined ? [] : [`  ${wrapped(estimated, '  ')}`]),
    ...(edits.length > 0 ? [['  in the file, for the values of its other sizes:', ...edits].join('\n')] : []),
  ].join('\n\n');
}
