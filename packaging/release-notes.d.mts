/** Checks that a tag can be released; the notes of the release, or an Error that says everything that is wrong. */
export function releaseNotes(tag: string, manifest: Readonly<Record<string, unknown>>, changelog: string): string;
