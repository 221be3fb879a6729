import { config } from '@vscode/l10n';

/** Takes the translation that the extension puts into a page: before anything of it is built. */
export function useTexts(): void {
  const texts = document.querySelector<HTMLMetaElement>('meta[name=texts]')?.content;
  if (texts) config({ contents: texts });
}
