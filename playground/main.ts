/** The playground: a text of the language, and beside it what it predicts. All is computed in this browser. */
import './style.css';
import { onNotified } from '../protocol/connection.js';
import { estimatedNotification } from '../protocol/requests.js';
import { EditedText, openText } from './edited-text.js';
import { createEditor, useTheme } from './editor.js';
import { examples } from './examples.js';
import { Files, textAddress } from './files.js';
import { Panels } from './panel.js';
import { curvePanel, diagramPanel, explanationPanel } from './predictions.js';
import { registerProviders, showDiagnostics } from './providers.js';
import { fragmentOf, textIn } from './sharing.js';
import { ValidationPanel } from './validation.js';
import { startLanguageServer } from './workers.js';

/** So long nobody must have typed before predictions are shown afresh, in milliseconds. */
const rest = 200;

const byId = <T extends HTMLElement>(id: string): T => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page lacks #${id}.`);
  return found as T;
};
const [exampleList, studyList] = [byId<HTMLSelectElement>('examples'), byId<HTMLSelectElement>('studies')];
const [status, sampleScale] = [byId('status'), byId('sample-scale')];

async function main(): Promise<void> {
  const shared = await textIn(location.hash);
  const text = shared ?? examples.find(({ name }) => name === 'two-layer')?.text ?? '';
  const { shown: editor, model } = createEditor(byId('editor'), textAddress, text);
  followSystem();
  const files = new Files();
  const server = await startLanguageServer(files, showDiagnostics);
  await openText(server, files, model);
  registerProviders(server);

  const edited = new EditedText(server, editor, model);
  const panels = new Panels(byId('tabs'), byId('panels'), [
    explanationPanel(server),
    diagramPanel(server, edited),
    curvePanel(server),
    new ValidationPanel(files, edited),
  ]);
  const refresh = (): Promise<void> => showStudies(edited, panels);
  let timer: ReturnType<typeof setTimeout> | undefined;
  model.onDidChangeContent(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), rest);
  });
  studyList.addEventListener('change', () => void refresh());
  offerExamples((chosen) => model.setValue(chosen), shared === undefined);
  byId('share').addEventListener('click', () => void share(model.getValue()));
  window.addEventListener('hashchange', () => void textIn(location.hash).then((one) => one && model.setValue(one)));
  if (location.hash.startsWith('#text=') && shared === undefined)
    status.textContent = 'The text in the link is damaged.';
  onNotified(server, estimatedNotification, () => void refresh());
  await refresh();
}

/** Shows the colours that the system has, also after it has changed them. */
function followSystem(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  useTheme(dark.matches);
  dark.addEventListener('change', ({ matches }) => useTheme(matches));
}

/** Fills the list of studies, and shows the chosen one. */
async function showStudies(edited: EditedText, panels: Panels): Promise<void> {
  const studies = await edited.studies();
  const chosen = studies.find(({ name }) => name === studyList.value) ?? studies[0];
  studyList.replaceChildren(...studies.map(({ name }) => new Option(name, name, false, name === chosen?.name)));
  studyList.disabled = studies.length < 2;
  sampleScale.textContent = chosen?.sampleScale ?? (chosen ? `${chosen.name} has errors.` : 'There is no study yet.');
  if (chosen) panels.show(chosen.name);
}

function offerExamples(choose: (text: string) => void, isExample: boolean): void {
  const options = examples.map(({ name, about }) => new Option(`${name}: ${about}`, name, false, name === 'two-layer'));
  exampleList.replaceChildren(...(isExample ? [] : [new Option('from the link', '', true, true)]), ...options);
  exampleList.addEventListener('change', () => {
    const chosen = examples.find(({ name }) => name === exampleList.value);
    if (chosen) choose(chosen.text);
  });
}

/** Puts the text into the address, and copies that where the browser allows it. */
async function share(text: string): Promise<void> {
  history.replaceState(undefined, '', await fragmentOf(text));
  try {
    await navigator.clipboard.writeText(location.href);
    status.textContent = 'The link is copied.';
  } catch {
    status.textContent = 'The link is in the address bar.';
  }
}

// What was loaded once works without a network; where there is no such service, the rest works all the same.
void navigator.serviceWorker?.register('service-worker.js').catch(() => undefined);
void main();
