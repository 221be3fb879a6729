import { commands } from 'vscode';

/** Markdown as HTML, by VS Code's own renderer; as plain text where that is switched off. */
export async function renderedMarkdown(markdown: string): Promise<string> {
  try {
    return await commands.executeCommand<string>('markdown.api.render', markdown);
  } catch {
    return `<pre>${markdown.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`;
  }
}
