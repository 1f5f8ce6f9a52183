import { create } from "zustand";

/**
 * What was made here a moment ago: the server tells no secret, but this one has to be pasted at the
 * provider's. In memory alone, gone with the page.
 */
export interface ShownToken {
  readonly token: string;
  /** With the inbox, or in place of one that was pasted before. */
  readonly made: "first" | "again";
}

const useTokens = create<Readonly<Record<string, ShownToken>>>(() => ({}));

export const rememberVerifyToken = (inboxId: string, shown: ShownToken) =>
  useTokens.setState({ [inboxId]: shown });

export const useVerifyToken = (inboxId: string): ShownToken | undefined =>
  useTokens((tokens) => tokens[inboxId]);
