import type { ValidationResult } from '../../validation/result.js';
import { csvOf } from './csv.js';
import { htmlOf } from './html.js';
import { markdownOf } from './markdown.js';

/** The formats of a report: the words for them, the endings of their files, and how they are written. */
export const reportFormats = {
  markdown: { title: 'Markdown', ending: 'md', write: markdownOf },
  html: { title: 'HTML page', ending: 'html', write: htmlOf },
  csv: { title: 'Comma-separated values', ending: 'csv', write: csvOf },
  json: {
    title: 'JSON',
    ending: 'json',
    write: (result: ValidationResult) => `${JSON.stringify(result, undefined, 2)}\n`,
  },
} as const;

export type ReportFormat = keyof typeof reportFormats;
