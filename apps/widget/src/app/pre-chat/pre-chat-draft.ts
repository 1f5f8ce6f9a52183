import type { Answers } from "../chat/state.ts";

/** What was typed into the form: as long as the tab is open, like the words in the composer. */
export interface PreChatDraft {
  readonly typed: Answers;
  /** The visitor is done with it; it goes with their first words. */
  readonly isDone: boolean;
}

const key = (): string => `circuito:form:${location.pathname}`;

export function readPreChatDraft(): PreChatDraft | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key()) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepPreChatDraft(draft: PreChatDraft | undefined): void {
  try {
    if (draft) sessionStorage.setItem(key(), JSON.stringify(draft));
    else sessionStorage.removeItem(key());
  } catch {
    // Storage is blocked: what was typed lives as long as the page.
  }
}
