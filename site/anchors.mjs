/**
 * The anchor that a heading gets, on GitHub and on the site: lower case, spaces as hyphens, other signs dropped.
 * @param {string} heading
 * @returns {string}
 */
export function anchorOf(heading) {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}
