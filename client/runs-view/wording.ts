import { t } from '@vscode/l10n';
import { verdictText } from '../../present/words/results.js';
import { durationText, exponentInterval, exponentNumber, numberText } from '../../present/numbers.js';
import type { KnownRun } from '../runs/known-run.js';

/** What stands behind a run's name: how far it is, or what it found. */
export function stateText({ state, result, planned }: KnownRun): string {
  const done = t`${result?.points.length ?? 0} of ${planned} points`;
  switch (state) {
    case 'running':
      return t`running, ${done}`;
    case 'interrupted':
    case 'stopped':
      return state === 'stopped' ? t`stopped, ${done}` : t`interrupted, ${done}`;
    case 'failed':
      return planned === 0 ? t('refused') : t`failed, ${done}`;
    case 'finished':
      return result ? `${verdictText(result.verdict)}${exponentText(result.measured)}` : t('finished');
  }
}

function exponentText(measured: NonNullable<KnownRun['result']>['measured']): string {
  return measured ? `, ${exponentNumber(measured.exponent)} ${exponentInterval(measured.interval)}` : '';
}

/** What there is to know of a run, as rows: term and description. */
export function details(run: KnownRun): [string, string][] {
  const { result, folder, owner } = run;
  return [
    [t('State'), stateText(run)],
    ...(result
      ? ([
          [t('Why'), result.reason],
          [
            t('Predicted'),
            t`${result.sweep.variable} to the power ${result.predicted.exponent} (${result.predicted.pattern})`,
          ],
          ...(result.prefactor ? [[t('Prefactor'), numberText(result.prefactor.value)]] : []),
          [t('Engine'), t`${result.engine} on ${result.device}`],
          [t('Time'), durationText(result.seconds)],
        ] as [string, string][])
      : []),
    ...(owner
      ? ([[t('Process'), owner.isHere ? String(owner.process) : t`${owner.process} on ${owner.host}`]] as [
          string,
          string,
        ][])
      : []),
    [t('Folder'), folder],
  ];
}

/** How long ago a time was: `just now`, `5 min ago`. */
export function ago(time: number, now: number): string {
  const minutes = Math.floor((now - time) / 60_000);
  if (minutes < 1) return t('just now');
  if (minutes < 60) return t`${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t`${hours} h ago` : t`${Math.floor(hours / 24)} days ago`;
}
