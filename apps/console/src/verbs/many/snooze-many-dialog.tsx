import type { ConversationView } from "@circuito/protocol";
import { SnoozeChoice } from "../snooze-dialog.tsx";
import { useManyVerbs } from "./use-many-verbs.ts";

/** All of them until the same moment. */
export function SnoozeManyDialog({
  conversations,
}: {
  readonly conversations: readonly ConversationView[];
}) {
  const verbs = useManyVerbs();
  return <SnoozeChoice onUntil={(until) => void verbs.snooze(conversations, until)} />;
}
