/** How words stand out in a terminal. */
export interface Colors {
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
}

const asItIs = (text: string): string => text;

/** No colours, for text that is shown in no terminal. */
export const plain: Colors = { bold: asItIs, dim: asItIs, green: asItIs, red: asItIs, yellow: asItIs };
