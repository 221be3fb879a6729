import type { MessageOf } from '../theory/message.js';
import type { TheoryMessage } from '../theory/messages.js';
import type { TargetMisfit } from './lowering/fit.js';
import type { IgnoredColumn, IgnoredReason } from './data/ignored.js';
import type { Monomial } from '../theory/monomial.js';

/** A sort of declaration, or a layer, by its keyword. */
export type DeclaredSort = 'scale' | 'network' | 'target' | 'study' | 'layer';

/** Imports, names and gaps: checks/import.ts. */
export interface ImportMessages {
  'import-not-arch': { extension: string };
  /** The path names something that is no regular file, or that may not be read. */
  'import-not-readable': { path: string };
  'import-utf16': { path: string };
  'import-missing': { path: string };
  'import-itself': object;
  'import-back': { path: string };
  /** It is read all the same, as the user allowed it. */
  'import-outside': { path: string };
  'import-refused': { path: string };
  'import-other-machine': { path: string };
  /** An error in an imported file outside of the folders that are read, of which nothing is quoted. */
  'outside-file-error': object;
  /** Two imported files declare the same name. */
  'import-ambiguous': { file: string; sort: DeclaredSort; name: string };
  /** A name of this file is one of an imported file as well. */
  'name-imported-too': { file: string; sort: DeclaredSort; name: string };
  'name-taken': { sort: DeclaredSort; name: string };
  /** A comment that an import left, word by word; with a prediction of the network without it, where there is one. */
  'gap-in-import': { comment: string; others: number; isPredicted: boolean };
  /** How much of a model is in the file, as the import said it. */
  'partial-import': { comment: string };
}

/** Sizes and the expressions that they are: checks/scale.ts, lowering. */
export interface ScaleMessages {
  'scale-without-value': { name: string };
  /** The names of the circle from this one on; `last` where names before the last are left out. */
  'scale-by-itself': { name: string; circle: readonly string[]; last?: string };
  'relation-without-size': { name: string };
  'count-below-one': { value: number };
  'number-out-of-range': object;
  'value-not-positive': object;
  'division-by-zero': object;
  'not-one-power': { operator: '+' | '-' };
  'exponent-with-sizes': object;
  'power-of-zero': object;
  'root-of-negative': object;
  'size-not-positive': { sign: 0 | -1 };
}

/** Networks, their layers and inputs: checks/network.ts. */
export interface NetworkMessages {
  'network-without-input': { network: string };
  'network-without-layer': { network: string };
  'network-without-output': { network: string };
  'second-input': object;
  'second-output': object;
  'input-not-first': object;
  'output-not-last': object;
  'layer-off-input': { kind: string; accepts: readonly string[]; input: string; fitting: readonly string[] };
  'output-off-input': { output: string; input: string; fitting: readonly string[] };
  'arguments-missing': { layer: string; missing: readonly string[]; examples: readonly string[] };
  /** An argument that a kind of layer does not have; those that it has, and those that may have been meant. */
  'argument-unknown': { kind: string; argument: string; taken: readonly string[]; suggestions: readonly string[] };
  /** An argument, property or setting that is there already. */
  'given-twice': { key: string };
  'activation-unknown': { name: string; activations: readonly string[]; suggestions: readonly string[] };
  'active-without-experts': { layer: string };
  'active-past-experts': { layer: string };
  'signal-out-of-range': object;
  'argument-not-whole': { argument: string; bound: number };
  'variance-with-sizes': object;
  'data-unusable': { path: string; reason: LanguageMessage };
  /** `reason` says why; r_1 is the dimension then. */
  'data-without-direction': { path: string; dimension: number; reason: LanguageMessage };
}

/** Targets: checks/target.ts. */
export interface TargetMessages {
  'degree-out-of-range': { highest: number; component: string };
  'attentive-degree': { degree: number };
  'coefficient-out-of-range': object;
  'coefficient-zero': object;
  'terms-cancel': object;
  /** The target of an imported model, which nobody has chosen yet, and what may be written there. */
  'target-placeholder': { name: string; choices: readonly string[] };
  /** What stands in the profile of a teacher or of a hierarchical target, `outer`, and cannot. */
  'nested-in-profile': { component: string; outer: string };
  'direction-in-profile': { outer: string };
  /** The degree of a form is no whole number from 2 to `highest`; `isDirection` where it is 1. */
  'form-degree': { highest: number; isDirection: boolean };
  /** A form of a degree in a profile that goes up to `profile`. */
  'form-too-high': { form: number; profile: number; highest: number };
  'not-a-factor': { component: string };
  'not-a-term': { component: string };
  'direction-repeated': { direction: string };
  'product-degree': { degree: number; highest: number };
  'too-many-directions': { target: string; directions: number; most: number };
  'function-unknown': { name: string; functions: readonly string[]; suggestions: readonly string[] };
  'function-without-degree': { name: string; example: string };
  'function-below-support': { name: string; degree: string };
  'frequency-out-of-range': { variable: string; largest: number };
  'function-argument': { name: string; variable: string };
}

/** Studies and what is predicted of them: checks/study. Values are at the reference sizes. */
export interface StudyMessages {
  'study-without-network': { study: string };
  'study-without-target': { study: string };
  'sizes-of-one-name': { name: string };
  'target-off-input': { target: string; network: string; input: string; misfit: TargetMisfit };
  'target-not-representable': { obstacle: TheoryMessage; help: TheoryMessage };
  'signal-of-directions': { target: string; directions: number };
  'meanfield-vanishing-ridge': object;
  'samples-below': { samples: number; sampleScale: Monomial; needed: number };
  'samples-below-calibrated': { samples: number; needed: number; run: string };
  'width-changes-nothing': {
    study: string;
    sizes: readonly { readonly name: string; readonly value: number }[];
    winner: string;
    sampleScale: Monomial;
  };
  /** `widest` where widening the layer would cost no samples. */
  'one-unit': { study: string; layer: string; sampleScale: Monomial; widest?: string };
  'heads-past-use': { study: string; sampleScale: Monomial; heads: string; count: number };
  'heads-lazy': { study: string; layer: string; sampleScale: Monomial; heads: string; count: number };
  /** A remark of the theory on a study. */
  'in-study': { study: string; reason: TheoryMessage };
  /** `factor` is how far the boundary is from the reference value, at least 1. */
  'near-boundary': {
    study: string;
    variable: string;
    given: number;
    factor: number;
    at: Monomial;
    side: 'above' | 'below';
    pattern: string;
  };
  /** The title of a quick fix: a value that is clear of a boundary, and the pattern that wins there. */
  'clear-of-boundary': { value: number; pattern: string };
  'always-lazy': { study: string; layer: string; width: string };
  'calibration-broken': { file: string; reason: LanguageMessage };
  'calibration-outdated': { study: string; runs: readonly string[] };
}

/** Blocks that say how a study is validated: checks/validate.ts. */
export interface ValidateMessages {
  'sweep-end-with-sizes': object;
  'sweep-reversed': object;
  'sweep-too-short': { fewest: number; from: number; to: number };
  'scan-reversed': object;
  'scan-without-samples': { study: string };
  'scan-with-samples': object;
  'scan-without-sizes': object;
  'count-out-of-range': { least: number; most: number; key: string };
  'threshold-out-of-range': object;
  'samples-repeated': object;
  /** `levels` are those that use it. */
  'unused-at-level': { setting: string; level: string; levels: readonly string[] };
  'sweep-of-following': { size: string };
  'follows-itself': { size: string };
  'follows-following': { size: string };
  'follows-twice': { size: string };
  /** The free sizes to which it is tied. */
  'size-tied': { size: string; bases: readonly string[] };
  /** The free sizes on which the study depends. */
  'size-not-of-study': { size: string; free: readonly string[] };
}

/** What can come at a place of the text, other than a certain word. */
export type WordSort = 'number' | 'name' | 'path' | 'size' | 'end-of-file';

/** What can come at a place of the text: a word of the language, or a sort of word. */
export type ExpectedWord = { readonly keyword: string } | { readonly sort: WordSort };

/** What parser, lexer and linker find: syntax. */
export interface SyntaxMessages {
  /** Something that a syntax error or an unresolved name leaves open; another diagnostic says so. */
  'not-complete': object;
  /** `after` and `found` are words of the text; without `found` it ends there. */
  'word-expected': {
    expected: readonly ExpectedWord[];
    after?: string;
    found?: string;
    isInQuotes: boolean;
    suggestions: readonly string[];
  };
  /** Advice behind another message: a number with a name right behind it, as in 4d. */
  'product-meant': { factor: string; name: string };
  'characters-unknown': { characters: string };
  'comment-unclosed': object;
  'quotes-unclosed': object;
  'parentheses-too-deep': object;
  'expression-too-long': object;
  'too-many-terms': { most: number };
  'name-of-other-sort': { name: string; sort: string; wanted: string; suggestions: readonly string[] };
  'name-not-imported': { name: string; wanted: string; file: string };
  'name-unknown': { name: string; wanted: string; suggestions: readonly string[] };
  'diagnostic-unknown': { diagnostic: string; suggestions: readonly string[] };
  'not-a-size': { name: string; text: string; problem?: string };
}

/** A row of a data file that cannot be used: of another length, or with a cell that is no number. */
export type BadRow =
  | { readonly line: number; readonly cells: number; readonly width: number }
  | { readonly line: number; readonly cell: string };

/** Why data files cannot be used: data. */
export interface DataMessages {
  'data-out-of-reach': object;
  'data-not-regular': object;
  /** It lies outside of the folders that are read. */
  'data-outside': object;
  'data-other-machine': object;
  /** Of a file outside of the folders that are read, of which nothing is quoted. */
  'data-not-numbers': object;
  'data-missing': object;
  'data-not-readable': { cause?: string };
  'data-beside-unsaved': object;
  'data-empty': object;
  'data-too-large': { most: number };
  'not-npy': object;
  'not-npz': object;
  'npz-member-missing': { members: readonly string[] };
  'npz-member-unknown': { member: string; members: readonly string[] };
  'npz-label-shape': { label: string; rows: number };
  'member-without-npz': object;
  'npy-number-kind': { kind: string };
  'npy-not-two-dimensional': object;
  'npy-cut-short': { rows: number; of: number };
  'npy-not-a-number': { row: number; column: number };
  'too-many-columns': { columns: number; most: number };
  'not-csv': { problem: string; line?: number };
  /** The first bad rows; `count` of them in all, more than `counted` where counting ended. */
  'csv-bad-rows': {
    file: string;
    rows: readonly BadRow[];
    count: number;
    counted: number;
    /** The columns with bad cells, where they have names. */
    columns: readonly string[];
  };
  'csv-not-text': object;
  'csv-thousands': { cell: string; line: number };
  'csv-two-marks': { point: string; pointLine: number; comma: string; commaLine: number };
  'csv-thousands-or-fraction': { cell: string; line: number };
  /** No column is left: all were left out. */
  'no-columns-left': { ignored: readonly IgnoredColumn[] };
  'column-not-numbers': { column: string; reason: IgnoredReason };
  'label-not-numbers': { label: string; reason: IgnoredReason };
  'label-excluded': { label: string };
  'column-name-twice': { column: string };
  'too-many-categories': { column: string; most: number };
  'only-label': object;
  'too-few-rows': { rows: number; dimension: number; least: number };
  'columns-constant': object;
  'direction-constant': object;
  'label-constant': object;
  /** Neither a label nor a direction is given. */
  'label-not-given': object;
  /** `onlyMeans` where there are too many columns for second moments. */
  'label-not-significant': { pValue: number; onlyMeans: boolean };
  'label-halves-differ': { splitCosine: number; leastCosine: number; onlyMeans: boolean };
  'direction-not-a-line': { rows: number; width: number };
  'direction-of-other-length': { numbers: number; columns: number };
  'direction-zero': object;
  /** Without `columns` the file names none. */
  'label-unknown': { label: string; columns?: readonly string[] };
  /** The same of a file of which nothing is quoted. */
  'label-not-there': { label: string };
}

/** Why files that are read and written beside those of the language cannot be used: file, calibration. */
export interface FileMessages {
  /** `cause` is the code of the system's error; it may be empty. */
  'file-not-readable': { path: string; cause: string };
  'file-not-text': { path: string };
  'file-not-regular': { path: string };
  'file-utf16': { path: string };
  /** What a calibration file says of itself. */
  'calibration-about': object;
  'calibration-not-readable': object;
  'calibration-not-json': object;
  'calibration-without-studies': object;
  /** Without `found` its format is no number. */
  'calibration-format': { found?: number; supported: number };
  'calibration-not-a-list': { study: string };
  /** What an entry of a study lacks; entries count from 1. */
  'calibration-entry': {
    study: string;
    entry: number;
    lacks: 'all' | 'prefactor' | 'run' | 'measured' | 'level' | 'verdict' | 'sizes';
  };
  'calibration-file-unusable': { path: string; reason: LanguageMessage };
  'calibration-file-not-writable': { path: string; problem: string };
}

/** What the language has to say of a file, by code. */
export interface LanguageMessages
  extends
    ImportMessages,
    ScaleMessages,
    NetworkMessages,
    TargetMessages,
    StudyMessages,
    ValidateMessages,
    SyntaxMessages,
    DataMessages,
    FileMessages {}

export type LanguageMessage = MessageOf<LanguageMessages>;
