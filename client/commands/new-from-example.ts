import { t } from '@vscode/l10n';
import { type QuickPickItem, Uri, window, workspace } from 'vscode';

/** The command "New File from Example": a new unsaved file with the text of an example. */
export function newFromExample(extension: Uri) {
  return async (): Promise<void> => {
    const folder = Uri.joinPath(extension, 'examples');
    const example = await window.showQuickPick(examples(folder), {
      placeHolder: t('Which example?'),
      matchOnDescription: true,
    });
    if (!example) return;
    const document = await workspace.openTextDocument({ language: 'arch', content: example.content });
    await window.showTextDocument(document);
  };
}

async function examples(folder: Uri): Promise<(QuickPickItem & { content: string })[]> {
  const files = (await workspace.fs.readDirectory(folder))
    .map(([name]) => name)
    .filter((name) => name.endsWith('.arch'));
  const all = await Promise.all(
    files.sort().map(async (name) => {
      const content = new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(folder, name)));
      return { label: name.replace(/\.arch$/, ''), description: firstComment(content), content };
    }),
  );
  // An unsaved file has no folder to import from, and a file without a study has nothing to show.
  return all.filter(({ content }) => /^\s*study\b/m.test(content) && !/^\s*import\b/m.test(content));
}

/** The text of the comment that a file begins with, its first line. */
function firstComment(content: string): string {
  return /^\s*(?:\/\/+|\/\*+)[ \t]*(.*?)[ \t]*(?:\*\/)?[ \t]*$/m.exec(content)?.[1] ?? '';
}
