import type { BulkAct, ConversationView } from "@circuito/protocol";
import type { PriorityName } from "@circuito/protocol/list-text";
import { useMemo } from "react";
import { useT } from "../../i18n/translate.ts";
import { select } from "../../inbox/selection.ts";
import { useWorkspace } from "../../workspace/workspace-context.ts";
import { nameOf } from "../name-of.ts";
import { errorText, refusalText } from "../problem-text.ts";
import { type Acted, actOnMany } from "./act-on-many.ts";
import { inverseAct } from "./inverse-act.ts";

type Many = readonly ConversationView[];

/** Verbs on many conversations, or on one: what was done is said, and can be taken back for ten seconds. */
export function useManyVerbs() {
  const workspace = useWorkspace();
  const t = useT();
  return useMemo(() => {
    async function by(many: Many, actOf: (conversation: ConversationView) => BulkAct) {
      const items = many.map((conversation) => ({ conversation, act: actOf(conversation) }));
      try {
        const acted = await actOnMany(workspace, items);
        tell(acted);
        select([]);
      } catch (error) {
        workspace.toasts.add({ text: errorText(error), tone: "danger" });
      }
    }

    function tell(acted: readonly Acted[]): void {
      const done = acted.filter(({ result }) => result.outcome === "done");
      const refused = acted.filter(({ result }) => result.outcome === "refused");
      if (refused.length > 0) {
        workspace.toasts.add({
          text: [
            t("many.refused", { count: refused.length }),
            ...refused.slice(0, NAMED_MAX).map(nameRefused),
          ].join(" "),
          tone: "warn",
          // To be read: what was not done is not undone by waiting.
          timeoutMs: null,
        });
      }
      if (done.length === 0) return;
      workspace.toasts.add({
        text: t("many.done", { count: done.length }),
        tone: "ok",
        action: { label: t("action.undo"), onAction: () => void undo(done) },
      });
    }

    function nameRefused({ conversation, result }: Acted): string {
      return `${nameOf(conversation)}: ${result.outcome === "refused" ? refusalText(result) : ""}`;
    }

    async function undo(done: readonly Acted[]): Promise<void> {
      const items = done.flatMap(({ conversation, act, result }) => {
        if (result.outcome !== "done") return [];
        const back = inverseAct(act, conversation, result.conversation, t("many.undoNote"));
        return back === null ? [] : [{ conversation: result.conversation, act: back }];
      });
      try {
        const acted = await actOnMany(workspace, items);
        const failed = acted.filter(({ result }) => result.outcome === "refused");
        workspace.toasts.add(
          failed.length === 0
            ? { text: t("many.undone", { count: acted.length }) }
            : {
                text: [
                  t("many.notUndone", { count: failed.length }),
                  ...failed.slice(0, NAMED_MAX).map(nameRefused),
                ].join(" "),
                tone: "warn",
              },
        );
      } catch (error) {
        workspace.toasts.add({ text: errorText(error), tone: "danger" });
      }
    }

    return {
      resolve: (many: Many) => by(many, ({ epoch }) => ({ kind: "resolve", epoch })),
      snooze: (many: Many, until: string) =>
        by(many, ({ epoch }) => ({ kind: "snooze", until, epoch })),
      assign: (many: Many, agentId: string, note: string) =>
        by(many, ({ epoch }) => ({ kind: "assign", agentId, note, epoch })),
      transfer: (many: Many, queueId: string, note: string) =>
        by(many, ({ epoch }) => ({ kind: "transfer", queueId, note, epoch })),
      label: (many: Many, add: readonly string[], remove: readonly string[]) =>
        by(many, () => ({ kind: "label", add: [...add], remove: [...remove] })),
      categorize: (many: Many, categoryId: string | null) =>
        by(many, () => ({ kind: "categorize", categoryId })),
      prioritize: (many: Many, priority: PriorityName) =>
        by(many, () => ({ kind: "prioritize", priority })),
    };
  }, [workspace, t]);
}

/** A toast is read at a glance: the first are named, the rest counted. */
const NAMED_MAX = 3;
