const page = (text, link) => ({ text, link: `/${link}` });

/** The pages of the site by what a reader wants; every page has one place. */
export const sidebar = [
  {
    text: 'Tutorials',
    items: [
      page('Your first file in five minutes', 'tutorial-first-file'),
      page('Your model and data in ten minutes', 'tutorial-own-model'),
      page('From the paper to your architecture', 'tutorial-own-architecture'),
      page('Examples', 'examples/'),
    ],
  },
  {
    text: 'How to',
    items: [
      page('Choose widths', 'advice'),
      page('Calibrate numbers', 'calibration'),
      page('Compare studies', 'comparison'),
      page('Read a phase diagram', 'diagram'),
      page('See the network', 'network'),
      page('Import a model', 'models'),
      page('Describe your data', 'data'),
      page('Run on a GPU or a cluster', 'how-to-run-elsewhere'),
      page('Use it in CI', 'how-to-ci'),
      page('Use it with an agent', 'agents'),
      page('Use it in Neovim or Helix', 'editors'),
      page('Use it in a browser', 'web'),
    ],
  },
  {
    text: 'Reference',
    items: [
      page('Language', 'language'),
      page('Diagnostics', 'diagnostics'),
      page('Command line', 'cli'),
      page('Settings', 'settings'),
      page('Library', 'library'),
      page('Protocol', 'protocol'),
      page('Glossary', 'glossary'),
    ],
  },
  {
    text: 'Explanation',
    items: [
      page('The heuristic from zero', 'heuristic'),
      page('The theory, with sources', 'theory'),
      page('How validation measures', 'validation'),
      page('Questions and limits', 'faq'),
      page('Alternatives', 'alternatives'),
    ],
  },
  {
    text: 'Results',
    items: [page('Summary', 'results-summary'), page('All results', 'results')],
  },
  {
    text: 'Project',
    collapsed: true,
    items: [
      page('Overview', 'overview'),
      page('How to cite', 'citing'),
      page('Accessibility', 'accessibility'),
      page('Security', 'security'),
      page('Reliability', 'reliability'),
      page('Performance', 'performance'),
      page('Architecture', 'architecture'),
      page('Decisions', 'adr/'),
      page('Contributing', 'contributing'),
      page('Changes', 'changelog'),
    ],
  },
];
