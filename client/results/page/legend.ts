import type { ChartDataset } from 'chart.js';

/** Width of a sample in the legend, in CSS pixels. */
export const sampleWidth = 28;
const height = 12;

/**
 * What stands beside a dataset's name: a piece of its line, with its dashes, or its kind of point.
 * Chart.js by itself shows neither dashes nor undistorted points there.
 */
export function legendSample(dataset: ChartDataset | undefined): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = sampleWidth;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context || !dataset) return canvas;
  const style = dataset as unknown as SampleStyle;
  const colour = String(style.borderColor ?? 'gray');
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = style.borderWidth ?? 2;
  context.beginPath();
  if (style.showLine && style.pointRadius === 0) {
    context.setLineDash([...(style.borderDash ?? [])]);
    context.moveTo(0, height / 2);
    context.lineTo(sampleWidth, height / 2);
    context.stroke();
  } else if (style.pointStyle === 'cross') {
    context.moveTo(sampleWidth / 2 - 4, height / 2);
    context.lineTo(sampleWidth / 2 + 4, height / 2);
    context.moveTo(sampleWidth / 2, height / 2 - 4);
    context.lineTo(sampleWidth / 2, height / 2 + 4);
    context.stroke();
  } else if (typeof style.pointStyle === 'string' && style.pointStyle in corners) {
    for (const [x, y] of corners[style.pointStyle] ?? []) context.lineTo(sampleWidth / 2 + 4 * x, height / 2 + 4 * y);
    context.fill();
  } else {
    context.arc(sampleWidth / 2, height / 2, 4, 0, 2 * Math.PI);
    context.fill();
  }
  return canvas;
}

/** The corners of points that are polygons, around their centre. */
const corners: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  rect: [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ],
  triangle: [
    [0, -1],
    [1, 1],
    [-1, 1],
  ],
  rectRot: [
    [0, -1.3],
    [1.3, 0],
    [0, 1.3],
    [-1.3, 0],
  ],
};

/** The part of a dataset's style that a sample shows. */
interface SampleStyle {
  readonly borderColor?: unknown;
  readonly borderWidth?: number;
  readonly borderDash?: readonly number[];
  readonly showLine?: boolean;
  readonly pointRadius?: number;
  readonly pointStyle?: unknown;
}
