/** The colours of the user's theme that the chart needs. */
export interface ChartColours {
  readonly background: string;
  readonly text: string;
  readonly grid: string;
  /** A palette: measured, predicted, and further runs. */
  readonly series: readonly string[];
  readonly font: string;
  /** Lines are drawn wider in high contrast. */
  readonly lineWidth: number;
}

const palette = [
  ['blue', '#3794ff'],
  ['orange', '#d18616'],
  ['green', '#388a34'],
  ['purple', '#652d90'],
  ['red', '#f14c4c'],
  ['yellow', '#cca700'],
] as const;

/** The theme's colours as they are now. */
export function chartColours(): ChartColours {
  const style = getComputedStyle(document.body);
  const colour = (name: string, otherwise: string) => style.getPropertyValue(name).trim() || otherwise;
  const text = colour('--vscode-editor-foreground', style.color);
  const contrast = document.body.classList.contains('vscode-high-contrast');
  return {
    background: colour('--vscode-editor-background', '#ffffff'),
    text,
    grid: translucent(text),
    series: palette.map(([name, otherwise]) => colour(`--vscode-charts-${name}`, otherwise)),
    font: colour('--vscode-font-family', 'sans-serif'),
    lineWidth: contrast ? 3 : 2,
  };
}

/** Calls back when the user changes the theme. */
export function onThemeChange(changed: () => void): void {
  new MutationObserver(changed).observe(document.body, { attributes: true, attributeFilter: ['class'] });
}

/** A colour that lets the grid be seen through it. */
export function translucent(colour: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? `${colour}2b` : 'rgba(128, 128, 128, 0.25)';
}
