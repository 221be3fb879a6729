import { duration, number } from '../../report/wording.js';
import type { KnownRun } from '../runs/known-run.js';

/** What stands behind a run's name: how far it is, or what it found. */
export function stateText({ state, result, planned }: KnownRun): string {
  const done = `${result?.points.length ?? 0} of ${planned} points`;
  switch (state) {
    case 'running':
      return `running, ${done}`;
    case 'interrupted':
    case 'stopped':
      return `${state}, ${done}`;
    case 'failed':
      return `failed, ${done}`;
    case 'finished':
      return result ? `${result.verdict}${exponentText(result.measured)}` : 'finished';
  }
}

function exponentText(measured: NonNullable<KnownRun['result']>['measured']): string {
  return measured
    ? `, ${measured.exponent.toFixed(3)} [${measured.interval.map((end) => end.toFixed(3)).join(', ')}]`
    : '';
}

/** What there is to know of a run, as rows: term and description. */
export function details(run: KnownRun): [string, string][] {
  const { result, folder, owner } = run;
  return [
    ['State', stateText(run)],
    ...(result
      ? ([
          ['Why', result.reason],
          [
            'Predicted',
            `${result.sweep.variable} to the power ${result.predicted.exponent} (${result.predicted.pattern})`,
          ],
          ...(result.prefactor ? [['Prefactor', number(result.prefactor.value)]] : []),
          ['Engine', `${result.engine} on ${result.device}`],
          ['Time', duration(result.seconds)],
        ] as [string, string][])
      : []),
    ...(owner
      ? ([['Process', `${owner.process}${owner.isHere ? '' : ` on ${owner.host}`}`]] as [string, string][])
      : []),
    ['Folder', folder],
  ];
}

/** How long ago a time was: `just now`, `5 min ago`. */
export function ago(time: number, now: number): string {
  const minutes = Math.floor((now - time) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}
