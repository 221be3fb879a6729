import type { Location, Position, Range } from 'vscode-languageserver';
import type { Document } from '../../../language/generated/ast.js';
import type { Predictions } from '../../document/predictions.js';
import type { HintSettings } from '../../settings.js';

/** One hint, before it becomes what the protocol sends. */
export interface Hint {
  /** The same for the same hint of an edited text: its kind, its declaration and its part. */
  readonly key: string;
  readonly kind: keyof HintSettings;
  readonly position: Position;
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
  /** Where a click on it leads. */
  readonly place: Location | undefined;
  /** The declarations that it was computed from, as `declarationId` names them. */
  readonly from: readonly string[];
}

/** What a kind of hint is asked: the hints of a document whose positions lie in a range. */
export interface HintRequest {
  readonly document: Document;
  readonly range: Range;
  readonly predictions: Predictions;
}

/** A kind of hint, which the setting of its name switches on and off. */
export interface HintKind {
  readonly kind: keyof HintSettings;
  hints(request: HintRequest): Iterable<Hint>;
}
