import { t } from '@vscode/l10n';
import { type QuickPickItem, window } from 'vscode';
import type { AdviceChoices, AdviceQuestion } from '../../protocol/advice.js';
import { numberText } from '../../present/numbers.js';
import type { StudyRequests } from '../requests.js';
import { chosenStudy } from './study.js';

type Limits = Pick<AdviceQuestion, 'samples' | 'parameters' | 'compute' | 'equalWidths'>;

/**
 * The question that the command "Advise Sizes" asks: which sizes, for what and within which limits.
 * @returns undefined when there is nothing to ask, which the user has been told, or the user stopped answering
 */
export async function adviceQuestion(
  requests: StudyRequests,
  uri?: unknown,
  study?: unknown,
): Promise<AdviceQuestion | undefined> {
  const chosen = await chosenStudy(requests, t('get advice on its sizes'), uri, study);
  if (!chosen) return undefined;
  const subject = { uri: chosen.uri.toString(), study: chosen.study };
  const choices = await requests.adviceChoices(subject.uri, subject.study);
  if (!choices || choices.sizes.length === 0) {
    const text = choices
      ? t`${chosen.study} has no size to choose: give one a value of its own with =.`
      : t`${chosen.study} has errors: mend them first.`;
    await window.showInformationMessage(text);
    return undefined;
  }
  const free = await freeSizes(choices);
  const goal = free && (await goalFor(choices));
  const limits = goal && (await limitsFor(choices, goal, free));
  return limits && { ...subject, free, goal, ...limits };
}

async function freeSizes(choices: AdviceChoices): Promise<readonly string[] | undefined> {
  const { sizes } = choices;
  const items = sizes.map(({ name, value, tied, isWidth }) => ({
    label: name,
    description: `= ${numberText(value)}${tied ? `, ${t('tied to other sizes in the file')}` : ''}`,
    picked: isWidth,
  }));
  const picked = await window.showQuickPick(items, {
    canPickMany: true,
    title: t('Advise Sizes (1 of 3)'),
    placeHolder: t('Which sizes may be chosen?'),
  });
  if (picked?.length === 0) {
    const again = t('Choose Sizes');
    const text = t('No size was ticked: advice needs at least one size that may be chosen.');
    return (await window.showInformationMessage(text, again)) === again ? freeSizes(choices) : undefined;
  }
  return picked?.map(({ label }) => label);
}

async function goalFor({ hasSamples }: AdviceChoices): Promise<AdviceQuestion['goal'] | undefined> {
  const items: readonly (QuickPickItem & { readonly goal: AdviceQuestion['goal'] })[] = [
    { goal: 'samples', label: t('The least data'), detail: t('Sizes at which a small error needs the fewest samples') },
    {
      goal: 'smallest',
      label: t('The smallest network for which the samples suffice'),
      detail: hasSamples
        ? t('With the fewest parameters, from the samples of the study')
        : t('With the fewest parameters, from samples that you give'),
    },
    { goal: 'widest', label: t('The widest with feature learning'), detail: t('Up to where layers turn lazy') },
  ];
  const picked = await window.showQuickPick(items, { title: t('Advise Sizes (2 of 3)'), placeHolder: t('What for?') });
  return picked?.goal;
}

/** The kinds of limits; each but the last asks for a size. */
const limitItems = () =>
  [
    { key: 'parameters', label: t('Parameters'), detail: t('The most weights that a layer may have'), example: 'd^2' },
    {
      key: 'compute',
      label: t('Compute'),
      detail: t('The most that the samples of a small error times the parameters may be'),
      example: '1000 * d^2',
    },
    { key: 'samples', label: t('Samples'), detail: t('How many samples there are'), example: '20 * d' },
    {
      key: 'equalWidths',
      label: t('Equal widths'),
      detail: t('All sizes that may be chosen have one value'),
      example: '',
    },
  ] as const;

async function limitsFor(
  { hasSamples }: AdviceChoices,
  goal: AdviceQuestion['goal'],
  free: readonly string[],
): Promise<Limits | undefined> {
  const needsSamples = goal === 'smallest' && !hasSamples;
  const offered = limitItems().filter(({ key }) => key !== 'equalWidths' || free.length > 1);
  const picked = await window.showQuickPick(
    offered.map((item) => ({ ...item, picked: item.key === 'samples' && needsSamples })),
    {
      canPickMany: true,
      title: t('Advise Sizes (3 of 3)'),
      placeHolder: t('Within which limits? None is a choice too'),
    },
  );
  if (!picked) return undefined;
  let limits: Limits = {};
  for (const { key, label, detail, example } of picked) {
    if (key === 'equalWidths') {
      limits = { ...limits, equalWidths: true };
      continue;
    }
    const size = await window.showInputBox({
      title: label,
      prompt: t`${detail}, as a size of the file`,
      value: example,
    });
    if (size === undefined) return undefined;
    limits = { ...limits, [key]: size };
  }
  return limits;
}
