/** Put there by the build: the files of examples/, by their names without ending. */
declare module 'archscale-examples' {
  export const texts: Readonly<Record<string, string>>;
}
