import { type KeyedStorage, keyedStorage } from "../workspace/keyed-storage.ts";
import type { TriageForm } from "./triage-form.ts";

const stores = new Map<string, KeyedStorage<TriageForm>>();

/** Forms that are not sent yet, by conversation: a reload and a crash of the tab leave them. */
export function triageForms(agentId: string): KeyedStorage<TriageForm> {
  const store = stores.get(agentId) ?? keyedStorage<TriageForm>("circuito-triage", agentId);
  stores.set(agentId, store);
  return store;
}
