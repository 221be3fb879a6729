import type { NetworkPicture } from './network/picture.js';

/** The picture of a network as a Mermaid flowchart, for Markdown: patterns in words and by class. */
export function mermaid({ blocks, edges, title, gap }: NetworkPicture): string {
  const nodes = blocks.map(({ title: heading, facts, does, pattern }, index) => {
    const lines = [`<b>${escaped(heading)}</b>`, ...facts.map(escaped), ...(does === undefined ? [] : [escaped(does)])];
    return `  b${index}["${lines.join('<br>')}"]${pattern ? `:::${pattern}` : ''}`;
  });
  const arrows = edges.map(({ size, eigenvalues }, index) => {
    const lines = [size, ...eigenvalues].filter((line) => line !== '').map(escaped);
    const left = gap?.after === index ? [`… ${gap.count} more layers …`] : [];
    const label = [...left, ...lines].join('<br>');
    return `  b${index} -->${label === '' ? '' : `|"${label}"|`} b${index + 1}`;
  });
  const skips = blocks.flatMap(({ isResidual }, index) =>
    isResidual ? [`  b${index - 1} -. identity .-> b${index + 1}`] : [],
  );
  return [
    '---',
    `title: ${JSON.stringify(title)}`,
    '---',
    'flowchart TB',
    ...nodes,
    ...arrows,
    ...skips,
    '  classDef lazy fill:#eaeef2,stroke:#8c959f,color:#1f2328',
    '  classDef gfl fill:#fcefd0,stroke:#e69f00,color:#1f2328',
    '  classDef specialization fill:#d6e8f5,stroke:#0072b2,color:#1f2328',
    '  classDef magnetization fill:#d3efe6,stroke:#009e73,color:#1f2328',
    '',
  ].join('\n');
}

/** Text within quotes of Mermaid, which reads entities. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
