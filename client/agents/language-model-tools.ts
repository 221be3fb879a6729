import { t } from '@vscode/l10n';
import path from 'node:path';
import { type CancellationToken, Disposable, workspace } from 'vscode';
import {
  type LanguageModelTool,
  type ToolCall,
  type ToolPreparation,
  toolSupport,
  type ToolSupport,
} from './newer-vscode.js';
import type { ToolServer } from './tool-server.js';

/** The tools by their names at the server, with what VS Code shows while they work. */
const tools = () => ({
  predict: t('Predicting sample complexity'),
  explain: t('Deriving a prediction'),
  compare: t('Comparing studies'),
  advise: t('Choosing sizes'),
  validate: t('Measuring a predicted exponent'),
});

type ToolName = keyof ReturnType<typeof tools>;

/** Offers the tools of the server to language models, where VS Code can. */
export function registerLanguageModelTools(server: ToolServer): Disposable {
  const support = toolSupport();
  if (!support) return new Disposable(() => undefined);
  const names = Object.keys(tools()) as ToolName[];
  return Disposable.from(
    ...names.map((name) => support.registerTool(`archscale_${name}`, new ArchscaleTool(name, server, support))),
  );
}

class ArchscaleTool implements LanguageModelTool {
  constructor(
    private readonly name: ToolName,
    private readonly server: ToolServer,
    private readonly support: ToolSupport,
  ) {}

  prepareInvocation({ input }: ToolCall): ToolPreparation {
    const invocationMessage = tools()[this.name];
    if (this.name !== 'validate') return { invocationMessage };
    const place =
      typeof input.file === 'string' && input.source === undefined
        ? ` ${t`Points are kept beside ${input.file}.`}`
        : '';
    const message = `${t('This computes on your machine for seconds to a minute.')}${place}`;
    return { invocationMessage, confirmationMessages: { title: t('Validate a prediction?'), message } };
  }

  async invoke({ input }: ToolCall, token: CancellationToken): Promise<object> {
    if (this.name === 'validate' && !workspace.isTrusted) {
      throw new Error(t('Validating runs a program, which this workspace may not do until its user trusts it.'));
    }
    const cancellation = new AbortController();
    const listener = token.onCancellationRequested(() => cancellation.abort());
    try {
      const { texts, isError } = await this.server.call(this.name, asSeenByUser(input), cancellation.signal);
      if (isError) throw new Error(texts[0] ?? t('The tool gave no reason.'));
      return this.support.result(texts);
    } finally {
      listener.dispose();
    }
  }
}

/** A path as the workspace has it, and the text that is in the editor where that is not saved. */
function asSeenByUser(input: ToolCall['input']): ToolCall['input'] {
  const { file, source } = input;
  if (typeof file !== 'string') return input;
  const absolute = path.resolve(workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', file);
  const edited = workspace.textDocuments.find(
    ({ uri, isDirty }) => isDirty && uri.scheme === 'file' && uri.fsPath === absolute,
  );
  return { ...input, file: absolute, ...(source === undefined && edited && { source: edited.getText() }) };
}
