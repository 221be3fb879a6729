import { type QuickPickItem, window } from 'vscode';
import type { Pages } from '../pages/pages.js';
import type { AdviceChoices, AdviceQuestion } from '../../server/requests/advice.js';
import type { StudyRequests } from '../requests.js';
import { chosenStudy } from './chosen-study.js';

type Limits = Pick<AdviceQuestion, 'samples' | 'parameters' | 'compute' | 'equalWidths'>;

/** The command "Advise Sizes": asks which sizes, for what and within which limits; then shows the advice with its reasons. */
export function adviseSizes(requests: StudyRequests, pages: Pages<AdviceQuestion>) {
  return async (uri?: unknown, study?: unknown): Promise<void> => {
    const chosen = await chosenStudy(requests, 'get advice on its sizes', uri, study);
    if (!chosen) return;
    const subject = { uri: chosen.uri.toString(), study: chosen.study };
    const choices = await requests.adviceChoices(subject.uri, subject.study);
    if (!choices || choices.sizes.length === 0) {
      const why = choices ? 'has no size to choose: give one a value of its own with =' : 'has errors: mend them first';
      await window.showInformationMessage(`${chosen.study} ${why}.`);
      return;
    }
    const free = await freeSizes(choices);
    const goal = free && (await goalFor(choices));
    const limits = goal && (await limitsFor(choices, goal, free));
    if (limits) await pages.show({ ...subject, free, goal, ...limits });
  };
}

async function freeSizes({ sizes }: AdviceChoices): Promise<readonly string[] | undefined> {
  const items = sizes.map(({ name, value, tied, isWidth }) => ({
    label: name,
    description: `= ${Number(value.toPrecision(6))}${tied ? ', tied to other sizes in the file' : ''}`,
    picked: isWidth,
  }));
  const picked = await window.showQuickPick(items, {
    canPickMany: true,
    title: 'Advise Sizes (1 of 3)',
    placeHolder: 'Which sizes may be chosen?',
  });
  return picked && picked.length > 0 ? picked.map(({ label }) => label) : undefined;
}

async function goalFor({ hasSamples }: AdviceChoices): Promise<AdviceQuestion['goal'] | undefined> {
  const items: readonly (QuickPickItem & { readonly goal: AdviceQuestion['goal'] })[] = [
    { goal: 'samples', label: 'The least data', detail: 'Sizes with the smallest P*' },
    {
      goal: 'smallest',
      label: 'The smallest network that learns',
      detail: `With the fewest parameters, from ${hasSamples ? 'the samples of the study' : 'samples that you give'}`,
    },
    { goal: 'widest', label: 'The widest that learns features', detail: 'Up to where layers turn lazy' },
  ];
  const picked = await window.showQuickPick(items, { title: 'Advise Sizes (2 of 3)', placeHolder: 'What for?' });
  return picked?.goal;
}

/** The kinds of limits; each but the last asks for a size. */
const limitItems = [
  { key: 'parameters', label: 'Parameters', detail: 'The most weights that a layer may have', example: 'd^2' },
  { key: 'compute', label: 'Compute', detail: 'The most that P* times the parameters may be', example: '1000 * d^2' },
  { key: 'samples', label: 'Samples', detail: 'How many samples there are', example: '20 * d' },
  { key: 'equalWidths', label: 'Equal widths', detail: 'All sizes that may be chosen have one value', example: '' },
] as const;

async function limitsFor(
  { hasSamples }: AdviceChoices,
  goal: AdviceQuestion['goal'],
  free: readonly string[],
): Promise<Limits | undefined> {
  const needsSamples = goal === 'smallest' && !hasSamples;
  const offered = limitItems.filter(({ key }) => key !== 'equalWidths' || free.length > 1);
  const picked = await window.showQuickPick(
    offered.map((item) => ({ ...item, picked: item.key === 'samples' && needsSamples })),
    { canPickMany: true, title: 'Advise Sizes (3 of 3)', placeHolder: 'Within which limits? None is a choice too' },
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
      prompt: `${detail}, as a size of the file`,
      value: example,
    });
    if (size === undefined) return undefined;
    limits = { ...limits, [key]: size };
  }
  return limits;
}
