/** What a comment begins with that stands in the place of something that an imported model has and the language lacks. */
export const gapMark = 'Not imported: ' as const;

/** What the comment above a study begins with that rests on a part of an imported model. */
export const partialMark = 'Partial import: ' as const;

/** The comment behind a target that nobody has chosen yet. */
export const placeholderMark = 'placeholder' as const;
