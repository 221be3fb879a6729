import * as ast from '../../../language/generated/ast.js';
import { scaleValue } from '../../../language/index.js';
import { scalesBelow } from '../../../language/lowering/study.js';
import { defaultAxes, freeSizes } from '../../../theory/phase/index.js';
import { Monomial, type Study } from '../../../theory/index.js';
import type { Choice, DiagramQuestion, Sizes } from '../../../protocol/diagram.js';
import type { Predicted } from '../../../present/views/predicted.js';
import { asWritten } from '../../../language/lowering/file-scales.js';

/** A question that can be answered: the sizes of the axes are free in the study, and all others are where it asks. */
export interface ResolvedQuestion {
  readonly study: Study;
  readonly x: string;
  /** P of the file at the sizes asked for, in the sizes that are free; undefined when it gives none. */
  readonly samples: Monomial | undefined;
  /** Undefined for a plot against `x`. */
  readonly y: string | undefined;
  readonly choices: readonly Choice[];
}

/** Puts a question to a predicted study; undefined when the study has no size to vary. */
export function resolveQuestion(predicted: Predicted, question: DiagramQuestion): ResolvedQuestion | undefined {
  const choices = choicesOf(predicted);
  const names = choices.map(({ name }) => name);
  const [first, second] = defaultAxes(predicted.written.study, predicted.written.prediction) ?? names;
  const x = question.x !== undefined && names.includes(question.x) ? question.x : first;
  if (x === undefined) return undefined;
  const wanted = question.y === null ? undefined : question.y;
  const y =
    question.y === null
      ? undefined
      : wanted !== undefined && names.includes(wanted) && wanted !== x
        ? wanted
        : [second, first, ...names].find((name) => name !== undefined && name !== x);
  const axes = y === undefined ? [x] : [x, y];
  const { samples } = studyWith(predicted, axes, question.sizes, undefined);
  return { study: studyWith(predicted, axes, question.sizes, question.samples), samples, x, y, choices };
}

/** A study with some of its sizes set free and given other values, and with samples of its own. */
export function studyWith(
  predicted: Predicted,
  free: readonly string[],
  sizes: Sizes | undefined,
  samples: number | undefined,
): Study {
  const study = asWritten(predicted.node, predicted.study, (name) => free.includes(name)) ?? predicted.study;
  const given = Object.entries(sizes ?? {}).filter(([name, value]) => study.reference.has(name) && value > 0);
  return {
    ...study,
    reference: new Map([...study.reference, ...given]),
    ...(samples !== undefined && samples > 0 && { samples: Monomial.constant(Number(samples.toPrecision(12))) }),
  };
}

/** The sizes that can be varied: those that are free, and those that the file ties to others. */
function choicesOf({ node, study, written }: Predicted): Choice[] {
  const free = freeSizes(study);
  const names = [...new Set([...freeSizes(written.study), ...free])];
  return names.flatMap((name) => {
    const value = written.study.reference.get(name) ?? study.reference.get(name);
    return value === undefined ? [] : [{ name, value, tied: !free.includes(name) && isTiedIn(node, name) }];
  });
}

function isTiedIn(node: ast.Study, name: string): boolean {
  return scalesOf(node).some((scale) => scale.name === name && scale.relation === '~');
}

/** The scales on which a study depends. */
export function scalesOf(node: ast.Study): ast.Scale[] {
  const parts = node.properties.flatMap((property) => {
    if (ast.isNetworkProperty(property)) return property.network?.ref ?? [];
    if (ast.isTargetProperty(property)) return property.target?.ref ?? [];
    return property;
  });
  return [...scalesBelow(parts)].filter((scale) => scaleValue(scale) !== undefined);
}
