import { AstUtils } from 'langium';
import * as ast from '../generated/ast.js';

/** The network of a study, where its name is known. */
export function networkOf(study: ast.Study): ast.Network | undefined {
  return study.properties.find(ast.isNetworkProperty)?.network?.ref;
}

/** The target of a study, where its name is known. */
export function targetOf(study: ast.Study): ast.Target | undefined {
  return study.properties.find(ast.isTargetProperty)?.target?.ref;
}

/** The declarations that a study follows from, itself first: network, target and the scales in them. */
export function dependencies(study: ast.Study): ast.Declaration[] {
  const found = new Set<ast.Declaration>([study]);
  for (const declaration of found) {
    for (const { reference } of AstUtils.streamAst(declaration).flatMap((node) => AstUtils.streamReferences(node))) {
      const other = 'ref' in reference ? reference.ref : undefined;
      if (ast.isDeclaration(other)) found.add(other);
    }
  }
  return [...found];
}
