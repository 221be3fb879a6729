import { CstUtils, type LangiumDocument } from 'langium';
import type { SignatureHelpProvider } from 'langium/lsp';
import type {
  MarkupKind,
  SignatureHelp,
  SignatureHelpOptions,
  SignatureHelpParams,
  SignatureInformation,
} from 'vscode-languageserver';
import { vocabulary } from '../../present/words/vocabulary.js';
import type { ArchSharedServices } from '../services.js';
import { markup } from './markup.js';
import { signatures, type Signature } from '../../present/words/signatures.js';

/** The arguments of inputs, targets and scores, while they are typed. */
export class ArchSignatureHelp implements SignatureHelpProvider {
  constructor(private readonly shared: ArchSharedServices) {}

  readonly signatureHelpOptions: SignatureHelpOptions = { triggerCharacters: ['('], retriggerCharacters: [','] };

  provideSignatureHelp(document: LangiumDocument, { position }: SignatureHelpParams): SignatureHelp | undefined {
    const root = document.parseResult.value.$cstNode;
    const offset = document.textDocument.offsetAt(position);
    // A half-typed call is no node yet: the tokens before the cursor say which call it is.
    const leaf = root && CstUtils.findLeafNodeBeforeOffset(root, offset);
    const start = leaf ? document.textDocument.offsetAt({ line: leaf.range.start.line, character: 0 }) : 0;
    const call = openCall(document.textDocument.getText().slice(Math.min(start, offset), offset));
    const signature = call && signatures[call.name];
    if (!signature) return undefined;
    const last = signature.parameters.length - 1;
    return {
      signatures: [information(call.name, signature, this.shared.lsp.LanguageServer.textFormats.signature)],
      activeSignature: 0,
      activeParameter: Math.min(call.argument, last),
    };
  }
}

function information(
  name: string,
  { parameters }: Signature,
  formats: readonly MarkupKind[] | undefined,
): SignatureInformation {
  const meaning = vocabulary.get(name)?.meaning();
  return {
    label: `${name}(${parameters.map(([parameter]) => parameter).join(', ')})`,
    ...(meaning && { documentation: markup(meaning, formats) }),
    parameters: parameters.map(([label, meaningOf]) => ({ label, documentation: meaningOf() })),
  };
}

/** The innermost call that is open at the end of a text, and which of its arguments is being typed. */
function openCall(text: string): { readonly name: string; readonly argument: number } | undefined {
  let depth = 0;
  let argument = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    const character = text[at];
    if (character === ')') depth++;
    else if (character === ',' && depth === 0) argument++;
    else if (character === '(' && depth > 0) depth--;
    else if (character === '(') {
      const name = /([a-z]+)\s*$/.exec(text.slice(0, at))?.[1];
      if (name !== undefined && name in signatures) return { name, argument };
      argument = 0;
    }
  }
  return undefined;
}
