/** The title of a tab: the name of the file of what it shows, where it is of one, and what is shown. */
export function tabTitle(subject: unknown, title: string): string {
  const { uri } = (subject ?? {}) as { readonly uri?: unknown };
  if (typeof uri !== 'string') return title;
  const name = decodeURIComponent(uri.replace(/^.*\//, ''));
  return name === '' ? title : `${name} · ${title}`;
}
