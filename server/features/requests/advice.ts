import { AstUtils, type URI } from 'langium';
import type { Connection } from 'vscode-languageserver';
import { freedDesign } from '../../../language/freed-design.js';
import { loadText, type LoadedFile } from '../../../language/text.js';
import { NotASizeError } from '../../../language/parse-expression.js';
import * as ast from '../../../language/generated/ast.js';
import { advise } from '../../../theory/advice/advice.js';
import { atAdvisedSizes, type AdvisedStudy } from '../../../present/views/advice.js';
import { words } from '../../../present/words/words.js';
import { scalesOf } from '../diagram/resolve-question.js';
import type { AdviceAnswer, AdviceChoices, AdviceQuestion } from '../../../protocol/advice.js';
import { answer } from '../../../protocol/connection.js';
import { adviceChoicesRequest, adviseRequest } from '../../../protocol/requests.js';
import type { StudyParams } from '../../../protocol/studies.js';
import { freeWidths } from '../free-widths.js';
import { advicePage } from '../../../present/markdown/advice.js';
import { adviceRefusals, pageTitles } from '../../../present/words/answers.js';
import { scaleValue } from '../../../language/index.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

const sizeFields = ['samples', 'parameters', 'compute'] as const;

/** Answers `adviceChoicesRequest` and `adviseRequest`. */
export function handleAdvice(connection: Connection, services: ArchServices): void {
  const find = async (
    { uri, study }: StudyParams,
    cancelToken: Parameters<typeof documentOf>[2],
  ): Promise<ast.Study | undefined> => {
    const document = await documentOf(services, uri, cancelToken);
    const node = document?.declarations.filter(ast.isStudy).find(({ name }) => name === study);
    return node && services.predictions.of(node).kind === 'predicted' ? node : undefined;
  };
  answer(connection, adviceChoicesRequest, async (question, cancelToken) => {
    const node = await find(question, cancelToken);
    return node ? choicesOf(node) : null;
  });
  answer(connection, adviseRequest, async (question, cancelToken) => {
    const node = await find(question, cancelToken);
    if (!node) return { kind: 'none', reason: adviceRefusals.unpredicted(question.study) };
    return adviceOn(node, question, services);
  });
}

function choicesOf(node: ast.Study): AdviceChoices {
  const widths = freeWidths(node);
  return {
    sizes: scalesOf(node).map((scale) => ({
      name: scale.name,
      value: scaleValue(scale) ?? NaN,
      tied: scale.relation === '~',
      isWidth: widths.includes(scale),
    })),
    hasSamples: node.properties.some(ast.isSamplesProperty),
  };
}

async function adviceOn(node: ast.Study, question: AdviceQuestion, services: ArchServices): Promise<AdviceAnswer> {
  const { workspace } = services.shared;
  const { textDocument, uri } = AstUtils.getDocument(node);
  const fields = sizeFields.filter((field) => question[field] !== undefined);
  const sizes = fields.map((field) => ({ name: field, text: question[field] ?? '' }));
  try {
    const options = { context: { fileSystemProvider: () => workspace.FileSystemProvider }, wording: words };
    const read = (text: string): Promise<LoadedFile> => loadText(text, uri.path, uri, options);
    const design = await freedDesign(await read(textDocument.getText()), read, question.study, question.free, sizes);
    if (!design) return { kind: 'none', reason: adviceRefusals.hasErrors(question.study) };
    if ('unknown' in design)
      return { kind: 'none', reason: adviceRefusals.unknownSize(design.unknown, question.study) };
    const given = new Map(fields.map((field, index) => [field, design.given[index]]));
    const [samples, parameters, compute] = sizeFields.map((field) => given.get(field));
    const advice = advise({
      study: design.study,
      free: question.free,
      goal: question.goal,
      ...(samples && { samples }),
      limits: {
        ...(parameters && { parameters }),
        ...(compute && { compute }),
        equalSizes: question.equalWidths ?? false,
      },
    });
    return advice.kind === 'none'
      ? { kind: 'none', reason: words(advice.reason) }
      : adviceAnswer(question, { study: design.study, advice }, services, uri);
  } catch (error) {
    if (error instanceof NotASizeError) return { kind: 'none', reason: words(error.reason) };
    throw error;
  }
}

function adviceAnswer(
  { study, free }: AdviceQuestion,
  advised: AdvisedStudy,
  { estimates }: ArchServices,
  uri: URI,
): AdviceAnswer {
  const { advice } = advised;
  const estimate = estimates.wanted(atAdvisedSizes(advised), uri);
  const values = free.flatMap((name) => {
    const value = advice.wholeSizes.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    kind: 'advice',
    title: pageTitles.advice(study),
    markdown: advicePage(study, { ...advised, estimate }, free, advised.study.reference),
    sizes: Object.fromEntries(values),
  };
}
