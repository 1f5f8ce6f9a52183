/** The box a line is drawn in; it is stretched to where it stands. */
export const LINE_WIDTH = 100;
export const LINE_HEIGHT = 24;

/** A line through what is known; a gap where nothing is. */
export function linesThrough(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const most = Math.max(...known, 1);
  const step = LINE_WIDTH / Math.max(values.length - 1, 1);
  let isOn = false;
  return values
    .map((value, index) => {
      if (value === null) {
        isOn = false;
        return "";
      }
      const command = isOn ? "L" : "M";
      isOn = true;
      // A pixel of room above and below, for the width of the line.
      const y = LINE_HEIGHT - 1 - (value / most) * (LINE_HEIGHT - 2);
      return `${command}${(index * step).toFixed(2)} ${y.toFixed(2)}`;
    })
    .join("");
}
