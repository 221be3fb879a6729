/** What a comment begins with that stands in the place of something that an imported model has and the language lacks. */
export const gapMark = 'Not imported: ' as const;
