import type { ValidationResult } from '../validation/result.js';

/** What a result file says; undefined when its text is none. */
export function asResult(text: string): ValidationResult | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return isResult(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isResult(content: unknown): content is ValidationResult {
  if (typeof content !== 'object' || content === null) return false;
  const { study, points, predicted, sweep, diagnostics, plan } = content as Partial<ValidationResult>;
  const objects: unknown[] = [predicted, sweep, diagnostics, plan];
  return (
    typeof study === 'string' &&
    Array.isArray(points) &&
    objects.every((part) => typeof part === 'object' && part !== null) &&
    Array.isArray(sweep?.values)
  );
}
