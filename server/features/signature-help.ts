import { t } from '@vscode/l10n';
import { CstUtils, type LangiumDocument } from 'langium';
import type { SignatureHelpProvider } from 'langium/lsp';
import type {
  SignatureHelp,
  SignatureHelpOptions,
  SignatureHelpParams,
  SignatureInformation,
} from 'vscode-languageserver';
import { targetFunctions } from '../../theory/functions.js';
import { vocabulary } from '../../present/words/vocabulary.js';
import { supportWords } from '../../present/words/kinds.js';

interface Signature {
  readonly parameters: readonly (readonly [name: string, meaning: () => string])[];
}

const direction = ['direction', () => t('The name of the direction, where there are several; w unless given')] as const;

const signatures: Readonly<Record<string, Signature>> = {
  he: { parameters: [['degree', () => t('The degree n of He_n, from 1 to 20')], direction] },
  ...Object.fromEntries(
    [...targetFunctions.values()].map(({ name, support }) => [
      name,
      {
        parameters: [
          ['argument', () => t`x, or a number times x: ${name}(2*x, 5); can be left out`],
          [
            'degree',
            () => t`The degree up to which its components count, from 1 to 20: it has ${supportWords(support)}`,
          ],
          direction,
        ],
      },
    ]),
  ),
  teacher: {
    parameters: [
      ['directions', () => t('k, the number of directions: a number or a size')],
      ['profile', () => t('The function along each direction: Hermite components')],
    ],
  },
  attentive: { parameters: [['degree', () => t('The degree of the attention target: 3')]] },
  gaussian: {
    parameters: [
      ['dimension', () => t('d, the dimension of the data')],
      ['signal', () => t('signal: s, the variance of the data along the target, from 1 to d; 1 unless given')],
    ],
  },
  patches: {
    parameters: [
      ['count', () => t('n, how many patches there are')],
      ['size', () => t('S, the size of each patch')],
    ],
  },
  tokens: {
    parameters: [
      ['length', () => t('L, the number of tokens')],
      ['dimension', () => t('d, the dimension of each token')],
    ],
  },
  lowrank: { parameters: [['rank', () => t('d_k, the rank of the score matrix')]] },
};

/** The arguments of inputs, targets and scores, while they are typed. */
export class ArchSignatureHelp implements SignatureHelpProvider {
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
      signatures: [information(call.name, signature)],
      activeSignature: 0,
      activeParameter: Math.min(call.argument, last),
    };
  }
}

function information(name: string, { parameters }: Signature): SignatureInformation {
  const meaning = vocabulary.get(name)?.meaning();
  return {
    label: `${name}(${parameters.map(([parameter]) => parameter).join(', ')})`,
    ...(meaning && { documentation: { kind: 'markdown' as const, value: meaning } }),
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
