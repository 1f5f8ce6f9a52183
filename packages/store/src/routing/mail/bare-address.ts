/** `mailto:ana@example.com` is `ana@example.com` among mail's own names. */
export function bare(address: string): string {
  return address.replace(/^mailto:/, "");
}

/** A timestamptz parameter. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}
