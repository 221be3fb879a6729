/**
 * A new element.
 * @param attributes as in markup; `true` sets an attribute without a value
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | true>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value === true ? '' : value);
  created.append(...children);
  return created;
}

/** A button with a label. */
export function button(label: string, title: string, onClick: () => void): HTMLButtonElement {
  const created = element('button', { type: 'button', title }, label);
  created.addEventListener('click', onClick);
  return created;
}

/** Sets a text, but only when it differs: what a screen reader has read it need not read again. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Rows of a description list: term and description. */
export function descriptions(rows: readonly (readonly [string, string])[]): Node[] {
  return rows.flatMap(([term, description]) => [element('dt', {}, term), element('dd', {}, description)]);
}
