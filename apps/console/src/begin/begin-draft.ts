import { newId } from "@circuito/realtime";
import { useState } from "react";
import type { ChosenTemplate } from "../workspace/drafts.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** What somebody is about to write to somebody first. Kept on this computer until it is sent. */
export interface BeginDraft {
  readonly text: string;
  readonly subject: string;
  /** `<inboxId> <address>`; absent: as proposed. */
  readonly point?: string;
  readonly queueId?: string;
  readonly template?: ChosenTemplate | undefined;
  /** Of these very words: said again after an answer that was lost, they are the same message. */
  readonly clientId: string;
}

/** Of the last people that something was begun to; older words are no draft but a leftover. */
const KEPT_MAX = 20;

const keyOf = (agentId: string) => `circuito.begin.${agentId}`;

function load(agentId: string): Readonly<Record<string, BeginDraft>> {
  try {
    return JSON.parse(localStorage.getItem(keyOf(agentId)) ?? "{}");
  } catch {
    return {};
  }
}

function keep(agentId: string, target: string, draft: BeginDraft | null): void {
  const { [target]: _before, ...others } = load(agentId);
  const kept = Object.entries(others).slice(-(KEPT_MAX - 1));
  const all = draft === null ? kept : [...kept, [target, draft] as const];
  try {
    localStorage.setItem(keyOf(agentId), JSON.stringify(Object.fromEntries(all)));
  } catch {
    // A full or closed store: the words are still on the screen.
  }
}

/**
 * @param target whom it is for: a contact's id, or an address
 * @param text to begin with, where there is no draft
 */
export function useBeginDraft(target: string, text = "") {
  const { agentId } = useWorkspace();
  const [draft, setDraft] = useState<BeginDraft>(
    () => load(agentId)[target] ?? { text, subject: "", clientId: newId() },
  );
  return {
    draft,
    change(changed: Partial<Omit<BeginDraft, "clientId">>) {
      // Other words are another message, whatever became of the one before.
      const next = { ...draft, ...changed, clientId: newId() };
      setDraft(next);
      const isEmpty = next.text === "" && next.subject === "" && next.template === undefined;
      keep(agentId, target, isEmpty ? null : next);
    },
    forget: () => keep(agentId, target, null),
  };
}
