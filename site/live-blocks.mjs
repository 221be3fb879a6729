/** True for a text that is complete in a browser: rows of data are files, which a page does not have. */
const isLive = (text) => !/\bdata\("/.test(text);

/**
 * A plugin of markdown-it: indented blocks look and scroll like fenced ones, and below each block of the language a button that makes it an editor.
 * @param {import('markdown-it').default} markdown
 */
export function liveBlocks(markdown) {
  const { fence } = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const shown = fence(tokens, index, ...rest);
    const { info, content } = tokens[index];
    if (info.trim() !== 'arch' || !isLive(content)) return shown;
    const button = '<p class="live-actions"><button type="button" class="live-start">Edit live</button></p>';
    return `<div class="live" data-text="${encodeURIComponent(content.trimEnd())}">${shown}${button}</div>\n`;
  };
  markdown.renderer.rules.code_block = (tokens, index, ...rest) => {
    tokens[index].info = 'text';
    return fence(tokens, index, ...rest);
  };
}
