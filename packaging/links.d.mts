/** The links of a Markdown document, for another place; a link to a file that is not there becomes its text. */
export function moveLinks(
  text: string,
  source: string,
  target: string,
  placeOf: (file: string) => string | undefined,
): string;

/** The files that a Markdown document links to, with the anchors in them. */
export function linkedFiles(
  text: string,
  source: string,
): readonly { readonly address: string; readonly file: string; readonly anchor: string | undefined }[];

/** A Markdown document with what is outside its fenced blocks changed. */
export function outsideCode(text: string, change: (part: string) => string): string;
