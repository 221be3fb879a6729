import type { InlayHintProvider } from 'langium/lsp';
import type { InlayHint, Location, Position, Range } from 'vscode-languageserver';
import type { Document } from '../../../language/generated/ast.js';
import type { HintText } from '../../../present/hints.js';
import type { Predictions } from '../../document/predictions.js';
import type { HintSettings } from '../../settings.js';

/** One hint, before it becomes what the protocol sends. */
export interface Hint extends HintText {
  /** The same for the same hint of an edited text: its kind, its declaration and its part. */
  readonly key: string;
  readonly kind: keyof HintSettings;
  readonly position: Position;
  /** Where a click on it leads. */
  readonly location: Location | undefined;
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

/** The inlay hints of the server: Langium's, which wait until a text is built, and old ones at once meanwhile. */
export interface EditedInlayHints extends InlayHintProvider {
  /** The old hints of a range while an edit is not yet worked in; undefined when there are none. */
  whileEdited(uri: string, range: Range): InlayHint[] | undefined;
}
