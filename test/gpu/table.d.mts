/** A run, as far as it came, and what went wrong. */
export interface Run {
  readonly result: object | undefined;
  readonly why: string;
}
export declare const marks: readonly [string, string];
export declare function agreementRow(names: readonly [string, string], first: Run, second: Run): string[];
export declare function rateRows(text: string): string[][];
export declare function fullRow(name: string, result: object | undefined, why: string): string[];
export declare function table(
  device: { readonly name: string; readonly torch: string },
  rows: readonly string[][],
): string;
export declare function withTable(text: string, content: string): string;
