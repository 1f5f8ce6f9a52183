/**
 * How journals and the oracle call a later use of an external id for other words: a message of its own
 * (promises §2, collision policy).
 * @param use 0 for the first
 */
export function useOf(externalId: string, use: number): string {
  return use === 0 ? externalId : `${externalId}#${use + 1}`;
}
