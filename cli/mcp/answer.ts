import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { endingOf } from '../fault.js';

/** What a tool answers. */
export interface Answer {
  /** A few lines for the model and its user. */
  readonly text: string;
  /** The same in full: the JSON that the command line prints. */
  readonly json: Record<string, unknown>;
  /** True when the file has errors: the answer then says which, and what could be predicted all the same. */
  readonly isError?: boolean;
}

/**
 * Makes a tool's handler out of what computes its answer: whatever goes wrong becomes a tool error with a message for the
 * user.
 */
export function answering<Input extends unknown[]>(
  compute: (...input: Input) => Promise<Answer>,
): (...input: Input) => Promise<CallToolResult> {
  return async (...input) => {
    try {
      const { text, json, isError = false } = await compute(...input);
      const content = [text, JSON.stringify(json)]
        .filter(Boolean)
        .map((part) => ({ type: 'text' as const, text: part }));
      return { content, structuredContent: json, isError };
    } catch (error) {
      return { content: [{ type: 'text', text: endingOf(error) }], isError: true };
    }
  };
}
