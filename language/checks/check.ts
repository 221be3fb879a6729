import type { LangiumCoreServices, LangiumDocument } from 'langium';
import type * as ast from '../generated/ast.js';
import type { LanguageMessage } from '../messages.js';
import type { DiagnosticCode } from '../problem.js';

type Range = NonNullable<LangiumDocument['diagnostics']>[number]['range'];

/** A value that a quick fix offers, and the quick fix's title. */
export interface OfferedValue {
  readonly value: number;
  readonly title: LanguageMessage;
}

/** Something to tell the user, and where. */
export interface Finding {
  readonly code: DiagnosticCode;
  /** An error unless said otherwise. */
  readonly severity?: 'error' | 'warning' | 'info' | 'hint';
  /** What is wrong and what to do. */
  readonly message: LanguageMessage;
  readonly node: ast.ArchAstType[keyof ast.ArchAstType];
  /** The property of the node that is meant; the whole node when absent. */
  readonly property?: string;
  /** The exact place, where neither node nor property is one. */
  readonly range?: Range;
  /** What a quick fix needs. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Reference values that quick fixes offer; they join `data`, with their titles in words. */
  readonly references?: readonly OfferedValue[];
}

/** A check of the language: it looks at nodes of one type and tells what is wrong with them. */
export interface Check {
  /** The codes that it can report. */
  readonly codes: readonly DiagnosticCode[];
  /** The type of the nodes that it looks at. */
  readonly type: keyof ast.ArchAstType;
  /** True for what takes too long for every keystroke: an editor asks for it when nobody types. */
  readonly isSlow?: boolean;
  find(node: ast.ArchAstType[keyof ast.ArchAstType], services: LangiumCoreServices): Iterable<Finding>;
}

/** Defines a check on the nodes of one type. */
export function check<Type extends keyof ast.ArchAstType>(
  type: Type,
  codes: readonly DiagnosticCode[],
  find: (node: ast.ArchAstType[Type], services: LangiumCoreServices) => Iterable<Finding>,
): Check {
  return { type, codes, find: (node, services) => find(node as ast.ArchAstType[Type], services) };
}
