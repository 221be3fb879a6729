import type { FileData } from '../../language/data/data-files.js';
import {
  dataSizeText,
  effectiveDimensionSentences,
  ignoredSentences,
  labelFunctionSentences,
  scaleSentences,
  spectrumSentence,
  type DataNames,
} from '../views/data.js';
import type { DescribedData } from '../views/described.js';
import type { Colors } from './colors.js';
import { wrapped } from './wrap.js';

/** What was measured of a data file, one sentence each. */
export function describedSentences(names: DataNames, data: FileData): string[] {
  return [
    dataSizeText(names, data),
    ...ignoredSentences(data),
    ...scaleSentences(data),
    spectrumSentence(data),
    ...effectiveDimensionSentences(names, data),
    ...labelFunctionSentences(data),
  ];
}

/** A data file as `archscale describe` prints it. */
export function describedText(
  names: DataNames,
  data: FileData,
  { input, target }: DescribedData,
  colors: Colors,
): string {
  const sentences = describedSentences(names, data).map((sentence) => `  ${wrapped(sentence, '    ')}\n`);
  const lines = [input, ...(target ? [target] : [])].map((line) => `    ${line}\n`);
  return `${colors.bold(names.path ?? '')}\n${sentences.join('')}\n  in an .arch file:\n${lines.join('')}`;
}
