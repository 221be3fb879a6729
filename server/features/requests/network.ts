import { AstUtils } from 'langium';
import type { Connection } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { layerNode } from '../../../language/lowering/layer-node.js';
import { lowerStudy } from '../../../language/index.js';
import { networkPicture } from '../../../present/network/picture.js';
import { answer } from '../../../protocol/connection.js';
import { networkRequest } from '../../../protocol/requests.js';
import { networkOf } from '../../../language/lowering/study-nodes.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

/** Answers `networkRequest`. */
export function handleNetwork(connection: Connection, services: ArchServices): void {
  answer(connection, networkRequest, async ({ uri, study }, cancelToken) => {
    const document = await documentOf(services, uri, cancelToken);
    const node = document?.declarations.filter(ast.isStudy).find(({ name }) => name === study);
    const network = node && networkOf(node);
    const range = network?.$cstNode?.range;
    if (!node || !network || !range) return null;
    const outcome = services.predictions.of(node);
    const lowered = outcome.kind === 'predicted' ? outcome.written.study : lowerStudy(node);
    if (!lowered) return null;
    const picture = networkPicture(lowered, outcome.kind === 'predicted' ? outcome.written.prediction : undefined);
    const names = lowered.network.layers.map(({ name }) => layerNode(network, name));
    const nodes = [network.parts.find(ast.isInput), ...names, network.parts.find(ast.isOutput)];
    return {
      picture,
      uri: AstUtils.getDocument(network).uri.toString(),
      range,
      places: nodes.flatMap((one, part) => (one?.$cstNode ? [{ part, range: one.$cstNode.range }] : [])),
    };
  });
}
