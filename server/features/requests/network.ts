import { AstUtils } from 'langium';
import type { Connection, Range } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { layerNode } from '../../../language/lowering/layer-node.js';
import { lowerStudy } from '../../../language/index.js';
import { networkPicture, type NetworkPicture } from '../../../present/network/index.js';
import { networkOf } from '../../document/predictions.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

/** The network of a study, to be drawn beside its text. */
export interface NetworkAnswer {
  readonly picture: NetworkPicture;
  /** The file that declares the network. */
  readonly uri: string;
  readonly range: Range;
  /** Where the parts of the picture stand in that file. */
  readonly places: readonly { readonly part: number; readonly range: Range }[];
}

interface NetworkParams {
  readonly uri: string;
  readonly study: string;
}

/**
 * `archscale/network` {uri, study}: the picture of a study's network and where its blocks stand in the text; null while the
 * network or target is broken.
 */
export function handleNetwork(connection: Connection, services: ArchServices): void {
  connection.onRequest(
    'archscale/network',
    async ({ uri, study }: NetworkParams, cancelToken): Promise<NetworkAnswer | null> => {
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
    },
  );
}
