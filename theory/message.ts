/**
 * Something to be said to a person: a code with its arguments. The words are in present/words, which alone knows the language of
 * the reader. Arguments are data: names, numbers, monomials with the sizes they are taken at, or further messages.
 * @typeParam Catalogue the codes, each with its arguments: an interface that present/words must cover, or it does not compile.
 */
export type MessageOf<Catalogue> = {
  readonly [Code in keyof Catalogue & string]: { readonly code: Code } & Readonly<Catalogue[Code]>;
}[keyof Catalogue & string];

/** Puts messages into words. Whatever writes words into a file or a diagnostic is given one by who starts it. */
export type Wording<Message> = (message: Message) => string;
