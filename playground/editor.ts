import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/format/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/inlayHints/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import { editor, Uri } from 'monaco-editor/editor';
import { languageId, registerLanguage } from './language.js';

/** Monaco's themes, where their colours stand out too little from the background to be read. */
function defineThemes(): void {
  editor.defineTheme('archscale-light', {
    base: 'vs',
    inherit: true,
    rules: [],
    colors: {
      'editorInlayHint.foreground': '#616161',
      'editorLineNumber.foreground': '#1f6f88',
      'editorLineNumber.dimmedForeground': '#1f6f88',
    },
  });
  editor.defineTheme('archscale-dark', {
    base: 'vs-dark',
    inherit: true,
    rules: [{ token: 'comment', foreground: '7cb668' }],
    colors: { 'editorLineNumber.foreground': '#9a9a9a', 'editorLineNumber.dimmedForeground': '#9a9a9a' },
  });
}

Object.assign(globalThis, {
  MonacoEnvironment: { getWorker: () => new Worker(new URL('editor-worker.js', import.meta.url)) },
});

/** Shows all editors of the page in dark or light colours. */
export const useTheme = (isDark: boolean): void => editor.setTheme(isDark ? 'archscale-dark' : 'archscale-light');

/**
 * An editor of an .arch file in an element.
 * @param place the element that is filled
 * @param address the URI of the text, as servers write it
 * @param text the text at the beginning
 * @param options options of the editor, in addition to those that all have
 * @returns the editor and its model
 */
export function createEditor(
  place: HTMLElement,
  address: string,
  text: string,
  options: editor.IStandaloneEditorConstructionOptions = {},
): { readonly shown: editor.IStandaloneCodeEditor; readonly model: editor.ITextModel } {
  registerLanguage();
  defineThemes();
  const model = editor.createModel(text, languageId, Uri.parse(address));
  const shown = editor.create(place, {
    model,
    automaticLayout: true,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    wordWrap: 'on',
    wrappingIndent: 'indent',
    lineNumbersMinChars: 3,
    glyphMargin: false,
    fontSize: 14,
    tabSize: 2,
    ariaLabel: 'Text of the .arch file',
    fixedOverflowWidgets: true,
    // A page that is read on a phone must scroll when the editor's end is reached.
    scrollbar: { alwaysConsumeMouseWheel: false },
    ...options,
  });
  return { shown, model };
}
