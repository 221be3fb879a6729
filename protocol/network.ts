import type { Range } from 'vscode-languageserver-protocol';
import type { NetworkPicture } from '../present/network/picture.js';

/** The network of a study, to be drawn beside its text. */
export interface NetworkAnswer {
  readonly picture: NetworkPicture;
  /** The file that declares the network. */
  readonly uri: string;
  /** The declaration of the network in that file. */
  readonly range: Range;
  /** Where the parts of the picture are declared in that file; `part` counts from 0, the input. */
  readonly places: readonly { readonly part: number; readonly range: Range }[];
}
