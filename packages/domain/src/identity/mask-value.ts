/** Stands for what is not shown; no value that anybody writes has it. */
export const MASK = "••••";

/** Shown of a value that is long enough not to be guessed by it: to know it again by. */
const TAIL_LENGTH = 2;
const TAIL_OF_LENGTH_MIN = 6;

/** What somebody sees of a value until they ask for it: as many signs, however long it is. */
export function maskValue(value: string): string {
  const signs = [...value];
  if (signs.length < TAIL_OF_LENGTH_MIN) return MASK;
  return `${MASK}${signs.slice(-TAIL_LENGTH).join("")}`;
}

export const isMasked = (value: string): boolean => value.startsWith(MASK);
