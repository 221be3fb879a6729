import type { AstNode } from 'langium';
import type { LanguageMessage } from './messages.js';

/** Every code that a diagnostic of the language can carry; each has its section in docs/diagnostics.md. */
export type DiagnosticCode = `arch-${string}`;

/** Why something in a file cannot be used, and the narrowest place that says so. */
export interface Problem {
  readonly node: AstNode;
  readonly code: DiagnosticCode;
  /** What is wrong and what to do. */
  readonly message: LanguageMessage;
  /** True when another place carries the diagnostic already, so that this one must not repeat it. */
  readonly reportedElsewhere?: boolean;
}

/** A value, or the reason why there is none. */
export type Outcome<T> =
  { readonly value: T; readonly problem?: undefined } | { readonly value?: undefined; readonly problem: Problem };

/** Something that a syntax error or an unresolved name leaves open: those have their own diagnostics. */
export function leftOpen(node: AstNode): Problem {
  return { node, code: 'arch-syntax', message: { code: 'not-complete' }, reportedElsewhere: true };
}
