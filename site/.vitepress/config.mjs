import { tex } from '@mdit/plugin-tex';
import { readFileSync } from 'node:fs';
import temml from 'temml';
import { defineConfig } from 'vitepress';
import { anchorOf } from '../anchors.mjs';
import { liveBlocks } from '../live-blocks.mjs';
import { sidebar } from '../sidebar.mjs';

const { description, repository } = JSON.parse(readFileSync('package.json', 'utf8'));
const grammar = { ...JSON.parse(readFileSync('syntaxes/arch.tmLanguage.json', 'utf8')), name: 'arch' };
const code = typeof repository === 'string' ? repository : repository?.url?.replace(/^git\+|\.git$/g, '');

/** Formulas become MathML when the site is built: browsers show it without scripts, fonts or a network. */
const render = (formula, displayMode) => temml.renderToString(formula, { displayMode, throwOnError: true });

export default defineConfig({
  title: 'Archscale',
  description,
  lang: 'en',
  srcDir: '../dist/site-pages',
  cacheDir: '../dist/site-cache',
  transformHead: ({ siteData }) => [['link', { rel: 'icon', href: `${siteData.base}icon.png` }]],
  titleTemplate: ':title | Archscale',
  markdown: {
    // The documents are plain Markdown; angle brackets in them are text.
    html: false,
    anchor: { slugify: anchorOf },
    languages: [grammar],
    // Their colours stand out enough to be read.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (markdown) => markdown.use(tex, { render, delimiters: 'dollars' }).use(liveBlocks),
  },
  // The playground is added after the build, and all links are checked then, with their anchors.
  ignoreDeadLinks: [/playground\//],
  vite: { build: { chunkSizeWarningLimit: 2000 } },
  themeConfig: {
    logo: '/icon.png',
    nav: [
      { text: 'Start', link: '/tutorial-first-file' },
      { text: 'Language', link: '/language' },
      { text: 'Results', link: '/results-summary' },
      { text: 'Playground', link: '/playground/index.html', target: '_self' },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
    ...(code && { socialLinks: [{ icon: 'github', link: code }] }),
    docFooter: { prev: false, next: false },
  },
});
