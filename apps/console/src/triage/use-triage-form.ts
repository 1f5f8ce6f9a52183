import type { ConversationView, MessageView } from "@circuito/protocol";
import { useCallback, useEffect, useRef, useState } from "react";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { triageForms } from "./form-store.ts";
import { proposedForm, type TriageForm } from "./triage-form.ts";

/**
 * The form of one item: what was written of it before, else what can be proposed. `undefined` until both
 * are known.
 */
export function useTriageForm(
  conversation: ConversationView,
  messages: readonly MessageView[],
  isLoaded: boolean,
) {
  const { agentId } = useWorkspace();
  const [form, setForm] = useState<TriageForm>();
  const { id } = conversation;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what comes later changes nothing of what is written
  useEffect(() => {
    if (!isLoaded) return;
    setForm(triageForms.find(agentId, id) ?? proposedForm(conversation, messages, Date.now()));
  }, [agentId, id, isLoaded]);

  const latest = useRef(form);
  latest.current = form;
  const change = useCallback(
    (part: Partial<TriageForm>) => {
      if (latest.current === undefined) return;
      const after = { ...latest.current, ...part };
      latest.current = after;
      setForm(after);
      triageForms.put(agentId, id, after);
    },
    [agentId, id],
  );
  return { form, change };
}
