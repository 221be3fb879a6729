import type { LinePlot } from '../../theory/phase/index.js';
import type { Study } from '../../theory/study.js';
import type { Scene } from '../diagram/scene.js';

/** A diagram over two sizes, or a plot against one. */
export type Diagrammed =
  | { readonly study: Study; readonly kind: 'diagram'; readonly scene: Scene }
  | { readonly study: Study; readonly kind: 'plot'; readonly plot: LinePlot };
