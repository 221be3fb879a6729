import { t } from '@vscode/l10n';
import * as ast from '../generated/ast.js';
import { directionOf, functionDegrees, hermiteDegree, highestDegree } from '../lowering/component.js';
import { mostDirections } from '../lowering/target.js';
import { check } from './check.js';

/** The factors of a product have different directions, and a degree together that is not too high. */
export const targetProduct = check('TargetTerm', ['arch-target-product', 'arch-target-degree'], function* (term) {
  if (term.factors.length === 0) return;
  const seen = new Set<string>();
  let degree = 0;
  for (const factor of [term.component, ...term.factors]) {
    if (!ast.isHermiteComponent(factor) && !ast.isFunctionComponent(factor)) return;
    const direction = directionOf(factor);
    if (seen.has(direction)) {
      const message = t`Two factors of this product lie along ${direction}: name another direction, as in he(1, u) * he(2, v), or write the sum of degrees that their product is.`;
      yield { node: factor, code: 'arch-target-product', message };
      return;
    }
    seen.add(direction);
    degree += highestOf(factor);
  }
  if (degree > highestDegree) {
    const message = t`The degrees of this product add up to ${degree}: together they are ${highestDegree} at most.`;
    yield { node: term, code: 'arch-target-degree', message };
  }
});

/** A few directions are a number of order one; many are a teacher's. */
export const targetDirections = check('Target', ['arch-target-directions'], function* ({ value, name }) {
  if (!value || !name) return;
  const components = value.terms.flatMap(({ component, factors }) => [component, ...factors]);
  const directions = new Set(
    components.flatMap((one) =>
      ast.isHermiteComponent(one) || ast.isFunctionComponent(one) ? [directionOf(one)] : [],
    ),
  );
  if (directions.size <= mostDirections) return;
  const message = t`${name} has ${directions.size} directions: up to ${mostDirections} can have names. For many that are alike write teacher(k, …), whose number is counted in every cost.`;
  yield { node: value, code: 'arch-target-directions', message };
});

function highestOf(factor: ast.HermiteComponent | ast.FunctionComponent): number {
  if (ast.isHermiteComponent(factor)) return hermiteDegree(factor.degree) ?? 0;
  return functionDegrees(factor)?.at(-1)?.degree ?? 0;
}
