import type { LayerPattern } from '../../theory/prediction.js';
import type { Study } from '../../theory/study.js';
import * as views from '../views/layer.js';
import { patternLabel } from '../words/results.js';
import { plain } from './text.js';

/** A pattern's name as Markdown, with long runs of layers counted: `lazy ×998, specialization`. */
export function patternName(name: string): string {
  return plain(patternLabel(name));
}

/** What a layer of the text does, as Markdown: a block's parts one after the other. */
export function describeParts(parts: readonly LayerPattern[], study: Study): string {
  return plain(views.describeParts(parts, study));
}

/** A layer's move in few words, as Markdown: `specialization on He₁, M ~ √(N/d)`. */
export function shortMove(layer: LayerPattern): string {
  return plain(views.shortMove(layer));
}
