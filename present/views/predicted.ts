import type * as ast from '../../language/generated/ast.js';
import { predictLowered } from '../../language/index.js';
import type { EstimateOutcome, PredictedStudy } from './estimated.js';
import type { FileDiagnostic } from '../../language/text.js';
import { asWritten } from '../../language/lowering/file-scales.js';
import { layerNode, nodeName } from '../../language/lowering/layer-node.js';
import { placeholderRange } from '../../language/lowering/placeholder.js';
import { studyParts } from '../../language/lowering/study.js';
import { dependencies, networkOf } from '../../language/lowering/study-nodes.js';
import type { SampleVerdict, Calibration } from '../../theory/calibration.js';
import type { LayerPattern, NotRepresentable, Pattern, Prediction } from '../../theory/prediction.js';
import type { Study } from '../../theory/study.js';
import { calibratedScale, sampleExcess, sampleVerdict, type CalibratedScale } from './samples.js';
import { tiedMoves, tiedNames } from './ties.js';

export type { PredictedStudy } from './estimated.js';

/** A file of the language as the commands use it. */
export interface Source {
  /** The path as it was given. */
  readonly file: string;
  readonly diagnostics: readonly FileDiagnostic[];
  readonly hasErrors: boolean;
  /** The names of all its studies, broken or not. */
  readonly names: readonly string[];
  /** The studies that could be predicted, in the order of the text. */
  readonly studies: readonly PredictedStudy[];
}

/** A study, what the heuristic says of it, and both in the sizes that the file writes. */
export interface Wording {
  readonly study: Study;
  readonly prediction: Prediction;
  /** The winner: the same pattern in every wording. */
  readonly winner: Pattern;
}

/** A study of a file with its prediction. */
export class Predicted {
  readonly kind = 'predicted';
  private wording: Wording | undefined;
  private byNode: ReadonlyMap<string, readonly LayerPattern[]> | undefined;
  private sources: readonly ast.Declaration[] | undefined;
  private tied: ReadonlyMap<string, string> | undefined;

  constructor(
    readonly node: ast.Study,
    readonly study: Study,
    readonly prediction: Prediction,
    /** What the prefactors that are kept beside its file come to. */
    readonly calibration: Calibration,
    /** What is known of the estimate of P* by now: it is made later than the prediction. */
    private readonly lookUpEstimate: () => EstimateOutcome | undefined = () => undefined,
  ) {}

  /** P* in numbers at the reference sizes, or why there is none; undefined while none has been made. */
  get estimate(): EstimateOutcome | undefined {
    return this.lookUpEstimate();
  }

  /** The prediction in the sizes that the file writes: `√(N2·d)` where N2 is tied to d. */
  get written(): Wording {
    return (this.wording ??= this.inWrittenSizes() ?? { ...this, winner: this.prediction.winner });
  }

  /** What a layer of the text does in the winning pattern, in written sizes: of a block each of its parts. */
  layers({ name }: ast.Layer): readonly LayerPattern[] {
    this.byNode ??= layersByNode(this.written.winner);
    return this.byNode.get(name) ?? [];
  }

  /** P over P* at the reference sizes, calibrated where it can be; undefined when the study gives no samples. */
  get excess(): number | undefined {
    return sampleExcess(this);
  }

  /** Where the samples are beside P*, calibrated where it can be; undefined when the study gives none. */
  get sampleVerdict(): SampleVerdict | undefined {
    return sampleVerdict(this);
  }

  /** P* with the prefactor that was measured for the winner; undefined when none was. */
  get calibrated(): CalibratedScale | undefined {
    return calibratedScale(this);
  }

  /** True where the target is one that an import wrote and nobody has chosen. */
  get placeholder(): boolean {
    const target = studyParts(this.node)?.target;
    return target !== undefined && placeholderRange(target) !== undefined;
  }

  /** The layer that learns the feature: the first that is not lazy, else the last. */
  get learningLayer(): ast.Layer | undefined {
    const { layers } = this.prediction.winner;
    const name = (layers.find(({ pattern }) => pattern !== 'lazy') ?? layers.at(-1))?.layer;
    const network = networkOf(this.node);
    return network && name !== undefined ? layerNode(network, name) : undefined;
  }

  /** What layers do in the patterns of equal energy, where that is not the same in all of them, by their names in the theory. */
  get tiedMoves(): ReadonlyMap<string, string> {
    return (this.tied ??= tiedMoves(this.ranked, this.written.study.reference));
  }

  /** The patterns of equal energy, the winner first: `GFL or magnetization`. */
  get tiedNames(): string {
    return tiedNames(this.ranked, this.written.study.reference);
  }

  /** The ranking in written sizes, which hints and hovers list: it is made once. */
  private get ranked(): Pick<Prediction, 'patterns' | 'winner'> {
    const { prediction, winner } = this.written;
    return { patterns: prediction.patterns, winner };
  }

  /** The declarations that it follows from: study, network, target and the scales in them. */
  get from(): readonly ast.Declaration[] {
    return (this.sources ??= dependencies(this.node));
  }

  private inWrittenSizes(): Wording | undefined {
    const study = asWritten(this.node, this.study);
    const prediction = study && predictLowered(study);
    const { name } = this.prediction.winner;
    // Mostly the same pattern wins: then nothing needs to be ranked.
    const winner =
      prediction?.winner.name === name ? prediction.winner : prediction?.patterns.find((one) => one.name === name);
    return study && prediction && winner && { study, prediction, winner };
  }
}

function layersByNode({ layers }: Pattern): ReadonlyMap<string, readonly LayerPattern[]> {
  const byNode = new Map<string, LayerPattern[]>();
  for (const layer of layers) {
    const name = nodeName(layer.layer);
    const parts = byNode.get(name);
    if (parts) parts.push(layer);
    else byNode.set(name, [layer]);
  }
  return byNode;
}

/** A study that cannot be predicted, and why where it is whole: otherwise its diagnostics say so. */
export interface Unpredicted {
  readonly kind: 'unpredicted';
  readonly node: ast.Study;
  readonly reason: NotRepresentable | undefined;
}
