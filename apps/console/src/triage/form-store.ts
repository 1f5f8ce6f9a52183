import type { TriageForm } from "./triage-form.ts";

const PREFIX = "circuito.triage.";
const keyOf = (agentId: string, conversationId: string) => `${PREFIX}${agentId}.${conversationId}`;

/**
 * Forms that are not sent yet, by conversation. Written at once, so that a reload in the middle of a word
 * and a crash of the tab leave them; where storage is forbidden they last as long as the page.
 */
export const triageForms = {
  find(agentId: string, conversationId: string): TriageForm | undefined {
    try {
      const text = localStorage.getItem(keyOf(agentId, conversationId));
      return text === null ? undefined : (JSON.parse(text) as TriageForm);
    } catch {
      return undefined;
    }
  },
  put(agentId: string, conversationId: string, form: TriageForm): void {
    try {
      localStorage.setItem(keyOf(agentId, conversationId), JSON.stringify(form));
    } catch {
      // Full, or forbidden.
    }
  },
  remove(agentId: string, conversationId: string): void {
    try {
      localStorage.removeItem(keyOf(agentId, conversationId));
    } catch {
      // Forbidden: there is none.
    }
  },
};
