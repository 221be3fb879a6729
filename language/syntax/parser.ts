import { createLangiumParser, type LangiumCoreServices, type LangiumParser } from 'langium';

interface NodeBuilder {
  addHiddenNodes(comments: readonly unknown[]): void;
}

/** Langium passes comments on as arguments of a call, which hold only so many. */
const mostAtOnce = 1000;

/**
 * The parser of the language. With every token Langium looks for the place of the comments before it, from the front of
 * all that was read so far; where there are none it need not look, which keeps a file of 1 MB at seconds.
 */
export function createArchParser(services: LangiumCoreServices): LangiumParser {
  const parser = createLangiumParser(services);
  const builder = Reflect.get(parser, 'nodeBuilder') as NodeBuilder | undefined;
  if (builder) {
    const addHiddenNodes = builder.addHiddenNodes.bind(builder);
    builder.addHiddenNodes = (comments) => {
      for (let at = 0; at < comments.length; at += mostAtOnce) addHiddenNodes(comments.slice(at, at + mostAtOnce));
    };
  }
  return parser;
}
