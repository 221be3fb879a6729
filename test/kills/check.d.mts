/** A run's folder, as `readRun` finds it. */
export interface FoundRun {
  readonly indices: readonly number[];
  readonly isCut: boolean;
  readonly plan: { readonly points: readonly object[] } | undefined;
  readonly result: { readonly status: string; readonly points: readonly object[] } | undefined;
  readonly names: readonly string[];
  readonly faults: readonly string[];
}
export declare function readRun(folder: string): FoundRun;
export declare function faultsSince(before: FoundRun, now: FoundRun): readonly string[];
export declare function endOf(
  run: FoundRun,
  points?: readonly object[],
): { readonly lost: number; readonly repeated: number; readonly faults: readonly string[] };
