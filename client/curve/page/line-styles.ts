const names = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'];
const otherwise = ['#3794ff', '#d18616', '#89d185', '#b180d7', '#f14c4c', '#cca700'];

/** The theme's colours for charts, one a component. */
export function componentColours(): string[] {
  const style = getComputedStyle(document.body);
  return names.map(
    (name, index) => style.getPropertyValue(`--vscode-charts-${name}`).trim() || (otherwise[index] ?? '#888888'),
  );
}

/** Components differ by their dashes too, not by colour alone. */
export const componentDashes: readonly (readonly number[])[] = [[], [10, 4], [4, 4], [12, 4, 2, 4], [2, 2], [16, 6]];
