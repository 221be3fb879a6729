/** A block of the language on a page of the documentation, as an editor with what the text predicts below it. */
import type { MessageConnection } from 'vscode-jsonrpc/browser';
import { texts } from 'archscale-examples';
import { ask, onNotified } from '../protocol/connection.js';
import { estimatedNotification, studiesRequest } from '../protocol/requests.js';
import { openText } from './edited-text.js';
import { createEditor, useTheme } from './editor.js';
import { Files } from './files.js';
import { registerProviders, showDiagnostics } from './providers.js';
import { fragmentOf } from './sharing.js';
import { startLanguageServer } from './workers.js';

export { useTheme };

/** The pause after an edit before predictions are requested, in milliseconds. */
const rest = 200;

interface LiveServer {
  readonly files: Files;
  readonly connection: MessageConnection;
}

let started: Promise<LiveServer> | undefined;
let count = 0;
/** What shows the predictions of each open block again. */
const refreshes = new Set<() => Promise<void>>();

/** The language server of the page, which all its blocks share. */
function sharedServer(): Promise<LiveServer> {
  started ??= (async () => {
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = new URL('live.css', import.meta.url).href;
    document.head.append(style);
    const files = new Files();
    // Examples import one another by their names.
    for (const [name, text] of Object.entries(texts)) files.write(`memory:/${name}.arch`, text);
    const connection = await startLanguageServer(files, showDiagnostics);
    registerProviders(connection);
    onNotified(connection, estimatedNotification, () => {
      for (const refresh of refreshes) void refresh();
    });
    return { files, connection };
  })();
  return started;
}

/**
 * Turns an element into an editor of a text.
 * @param place the element, whose content is replaced
 * @param text the text at the beginning
 * @param isDark true for light signs on a dark ground
 * @returns what ends the editor, when its page is left
 */
export async function startLive(place: HTMLElement, text: string, isDark: boolean): Promise<() => void> {
  const { files, connection } = await sharedServer();
  const [field, scale, link, reset] = [
    document.createElement('div'),
    document.createElement('p'),
    document.createElement('a'),
    document.createElement('button'),
  ];
  field.className = 'live-editor';
  scale.className = 'live-scale';
  scale.setAttribute('role', 'status');
  link.textContent = 'Open in the playground';
  // The site's router takes links without a target for its own pages.
  link.target = '_self';
  reset.type = 'button';
  reset.textContent = 'Reset';
  const actions = document.createElement('p');
  actions.className = 'live-actions';
  actions.append(reset, link);
  place.replaceChildren(field, scale, actions);

  count += 1;
  const { shown, model } = createEditor(field, `memory:/block-${count}.arch`, text, {
    lineNumbers: 'off',
    folding: false,
    scrollbar: { alwaysConsumeMouseWheel: false, vertical: 'hidden' },
  });
  useTheme(isDark);
  const fit = (): void => {
    field.style.height = `${shown.getContentHeight()}px`;
  };
  fit();
  shown.onDidContentSizeChange(fit);
  await openText(connection, files, model);

  const refresh = async (): Promise<void> => {
    const studies = await ask(connection, studiesRequest, { uri: model.uri.toString() });
    const lines = studies.map(
      ({ name, sampleScale }) => `${name}: ${sampleScale ?? 'no prediction, as it has errors'}`,
    );
    scale.textContent = lines.length > 0 ? lines.join('\n') : 'The text declares no study, so it has no P*.';
    link.href = new URL(`index.html${await fragmentOf(model.getValue())}`, import.meta.url).href;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  model.onDidChangeContent(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), rest);
  });
  reset.addEventListener('click', () => model.setValue(text));
  refreshes.add(refresh);
  await refresh();
  shown.focus();
  return () => {
    clearTimeout(timer);
    refreshes.delete(refresh);
    void connection.sendNotification('textDocument/didClose', { textDocument: { uri: model.uri.toString() } });
    shown.dispose();
    model.dispose();
  };
}
