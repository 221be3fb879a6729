import type { PatternName } from '../../theory/study.js';

/** Colours of the patterns that are told apart with any colour vision. */
const tints: Readonly<Record<PatternName, string>> = {
  lazy: '#8c959f',
  gfl: '#e69f00',
  specialization: '#0072b2',
  magnetization: '#009e73',
};

/** The style of a drawing that stands alone: on white, for paper and pages. */
export function standaloneStyle(): string {
  return [
    'text{font:13px system-ui,sans-serif;fill:#1f2328}',
    '.ground{fill:#ffffff}',
    '.body{fill:#f6f8fa;stroke:#d0d7de}',
    '.bar{fill:#d0d7de}',
    '.edge{fill:none;stroke:#57606a;stroke-width:1.5}',
    '.skip{stroke-dasharray:5 3}',
    '.head{fill:#57606a}',
    '.title{font-size:15px;font-weight:600}',
    '.strong,.does{font-weight:600}',
    '.fact,.faint,.size{fill:#57606a}',
    ...Object.entries(tints).map(
      ([pattern, tint]) => `.${pattern} .bar{fill:${tint}}.${pattern} .body{stroke:${tint}}`,
    ),
  ].join('');
}
