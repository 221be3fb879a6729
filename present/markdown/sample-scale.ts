import type { Predicted } from '../views/predicted.js';
import { sized } from './size.js';

/** P* as Markdown: `P\* ~ √(N2·d) = 128`. */
export function sampleScaleText({ written }: Predicted): string {
  const { sampleScale } = written.prediction;
  return `P\\* ${sampleScale.isConstant ? '=' : '~'} ${sized(sampleScale, written.study.reference)}`;
}
