import { t } from '@vscode/l10n';
import type { Connection } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { explanation } from '../../../present/markdown/explanation.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

interface ExplainParams {
  readonly uri: string;
  readonly study: string;
}

/** A page of Markdown with its title. */
interface Explanation {
  readonly title: string;
  readonly markdown: string;
}

/** `archscale/explain` {uri, study}: the derivation of a study's prediction; null when the file has no such study. */
export function handleExplain(connection: Connection, services: ArchServices): void {
  connection.onRequest(
    'archscale/explain',
    async ({ uri, study }: ExplainParams, cancelToken): Promise<Explanation | null> => {
      const document = await documentOf(services, uri, cancelToken);
      const node = document?.declarations.filter(ast.isStudy).find(({ name }) => name === study);
      if (!node) return null;
      return { title: t`${node.name}: why`, markdown: explanation(node, services.predictions) };
    },
  );
}
