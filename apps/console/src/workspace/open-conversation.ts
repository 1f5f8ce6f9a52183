/** The conversation in the address bar, or null: the URL is the state of navigation. */
export function openConversationId(): string | null {
  return /^\/inbox\/([0-9a-f-]{36})$/.exec(location.pathname)?.[1] ?? null;
}
