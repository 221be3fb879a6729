/** How far a rule is known: published, derived here by the same steps, or a conjecture. */
export type RuleStatus = 'published' | 'derived' | 'conjecture';

interface RuleOrigin {
  readonly status: RuleStatus;
  /** Paper and section, or the rule's place in docs/theory.md. */
  readonly source: string;
}

/** A rule of the theory that a result used. What it says is in present/words/rules.ts. */
export interface Rule extends RuleOrigin {
  readonly rule: RuleName;
}

const paper = 'Rubin, Davidovich, Ringel, arXiv:2512.04165';

/** Every rule of the heuristic that a result can name, with its status. docs/theory.md explains each. */
const table = {
  'sample-bound': { status: 'published', source: `${paper}, sample complexity bound` },
  'variational-energy': { status: 'published', source: `${paper}, variational energy` },
  'claim-i': { status: 'published', source: `${paper}, claim i` },
  'free-length': { status: 'derived', source: 'docs/theory.md, Specialization' },
  'claim-ii': { status: 'published', source: `${paper}, claim ii` },
  'claim-iii': { status: 'published', source: `${paper}, claim iii` },
  gfl: { status: 'published', source: `${paper}, Gaussian feature learning` },
  magnetization: { status: 'published', source: `${paper}, magnetization` },
  readout: { status: 'derived', source: 'docs/theory.md, Readout' },
  'readout-variance': { status: 'derived', source: 'docs/theory.md, Prior variances' },
  'weight-variance': { status: 'derived', source: 'docs/theory.md, Prior variances' },
  residual: { status: 'derived', source: 'docs/theory.md, Residual block' },
  teacher: { status: 'derived', source: 'docs/theory.md, Teacher with several directions' },
  convolution: { status: 'derived', source: 'docs/theory.md, Convolution' },
  attention: { status: 'derived', source: 'docs/theory.md, Softmax attention' },
  'lowrank-scores': { status: 'conjecture', source: 'docs/theory.md, Softmax attention' },
  'token-wise': { status: 'derived', source: 'docs/theory.md, Token-wise layers' },
  'spiked-data': { status: 'derived', source: 'docs/theory.md, Spiked data' },
  norm: { status: 'derived', source: 'docs/theory.md, Norm layers' },
  experts: { status: 'derived', source: 'docs/theory.md, Mixture of experts' },
  recurrent: { status: 'conjecture', source: 'docs/theory.md, Recurrent layers' },
  'repeated-gain': { status: 'derived', source: 'docs/theory.md, Recurrent layers' },
  'several-directions': { status: 'derived', source: 'docs/theory.md, Several directions' },
  hierarchical: { status: 'derived', source: 'docs/theory.md, Hierarchical targets: what depth is for' },
  'partial-alignment': { status: 'published', source: `${paper}, variational energy` },
  'learning-curve': { status: 'derived', source: 'docs/theory.md, Learning curves' },
  counting: { status: 'derived', source: 'docs/theory.md, From alignment to a small error' },
  capacity: { status: 'derived', source: 'docs/theory.md, From alignment to a small error' },
  'every-expert': { status: 'derived', source: 'docs/theory.md, From alignment to a small error' },
  'online-sgd': {
    status: 'published',
    source: 'Ben Arous, Gheissari, Jagannath, J. Mach. Learn. Res. 22 (2021), arXiv:2003.10409',
  },
  'smoothed-sgd': { status: 'published', source: 'Damian, Nichani, Ge, Lee, arXiv:2305.10633' },
  'reused-samples': {
    status: 'published',
    source:
      'Damian, Pillaud-Vivien, Lee, Bruna, arXiv:2403.05529; arXiv:2402.03220; arXiv:2405.15459; arXiv:2406.01581',
  },
  'recovery-by-average': { status: 'derived', source: 'docs/theory.md, What an algorithm needs' },
  'recovery-by-spectrum': { status: 'published', source: 'Mondelli, Montanari, arXiv:1708.05932' },
  'lazy-kernel': { status: 'published', source: 'Ghorbani, Mei, Misiakiewicz, Montanari, arXiv:1904.12191' },
} as const satisfies Record<string, RuleOrigin>;

/** The identifier of a rule, as in the JSON contract. */
export type RuleName = keyof typeof table;

/** A rule by its identifier. */
export function ruleOf(name: RuleName): Rule {
  return { rule: name, ...table[name] };
}

/** Every rule, in the order in which docs/theory.md presents them. */
export const allRules: readonly Rule[] = (Object.keys(table) as RuleName[]).map(ruleOf);
