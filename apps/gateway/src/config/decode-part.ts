/** A part of a URL as it was meant; `undefined`: a percent sign in it stands for nothing. */
export function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** As it is written, and as it is meant: a secret is hidden in both. */
export const bothForms = (written: string): readonly string[] => [
  ...new Set([written, decodePart(written) ?? written]),
];
