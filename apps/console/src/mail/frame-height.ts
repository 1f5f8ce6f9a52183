/** Letters of a line at the width of a sheet. */
const LINE_LENGTH = 84;
const LINE_REM = 1.5;
/** Margins of the document, and what a greeting card of a mail has besides words. */
const BASE_REM = 4;
/** Space for the pictures and boxes of a designed mail, which the words do not tell of. */
const PICTURES_REM = 18;
const LEAST_REM = 8;
/** About half of a laptop's screen: the next mail stays in sight. */
const MOST_REM = 30;

/**
 * How tall a frame should be for a mail with these words. The frame's origin is its own, so nobody
 * can measure it: this is a guess, and what does not fit scrolls inside.
 * @returns rem
 */
export function frameHeight(text: string, isDesigned: boolean): number {
  const lines = text
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE_LENGTH)), 0);
  const guess = BASE_REM + lines * LINE_REM + (isDesigned ? PICTURES_REM : 0);
  return Math.min(MOST_REM, Math.max(LEAST_REM, Math.round(guess)));
}
