/** What pg makes of a timestamptz that may be null, as ms since epoch. */
export function ms(instant: Date | null): number | null {
  return instant === null ? null : instant.getTime();
}
