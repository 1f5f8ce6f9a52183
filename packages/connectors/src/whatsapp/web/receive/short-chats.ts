/** A phone that is on answers in seconds; one that is off this long may be so for days. */
export const SHORT_LOOKS_MAX = 5;

/**
 * Chats of which the page has not got everything since the mark, though there is more of them: the
 * phone was asked. They hold the mark back for a while, and not for ever: some are never whole.
 */
export class ShortChats {
  readonly #looks = new Map<string, number>();

  /** A look found a chat not whole. @returns whether it is looked into once more */
  foundShort(wid: string): boolean {
    const looks = (this.#looks.get(wid) ?? 0) + 1;
    this.#looks.set(wid, looks);
    return looks < SHORT_LOOKS_MAX;
  }

  /** Everything that may be had is read: what is short next is asked for anew. */
  clear(): void {
    this.#looks.clear();
  }
}
