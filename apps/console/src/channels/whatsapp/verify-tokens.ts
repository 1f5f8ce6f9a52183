/**
 * What was typed here a moment ago: the server tells no secret, but this one has to be pasted at the
 * provider's. In memory alone, gone with the page.
 */
const tokens = new Map<string, string>();

export const rememberVerifyToken = (inboxId: string, token: string) =>
  void tokens.set(inboxId, token);

export const verifyTokenOf = (inboxId: string): string | undefined => tokens.get(inboxId);
