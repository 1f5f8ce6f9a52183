import type { ConversationView } from "@circuito/protocol";
import { useRouter } from "@tanstack/react-router";
import { useMemo } from "react";
import { goToProcedures } from "../procedures/run/go-to-procedures.ts";
import { focusSoon } from "../workspace/panes.ts";
import { chooseRoom, showLayer, writeTitle } from "../workspace/ui-state.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import type { Verb } from "./availability.ts";
import { useEnd } from "./closing/use-end.ts";
import { useVerbs } from "./use-verbs.ts";

type Mark =
  | "labels"
  | "category"
  | "priority"
  | "assign"
  | "macro"
  | "follow"
  | "unread"
  | "rename"
  | "draftArticle"
  | "procedures";
/** Code that only who writes articles needs. */
const beginArticle: typeof import("../knowledge/begin-article.ts")["beginArticle"] = async (
  ...args
) => (await import("../knowledge/begin-article.ts")).beginArticle(...args);

type Actions = Record<Verb | Mark | "reply" | "note", () => void>;

/** What buttons, keys and the palette do with one conversation: the same thing. */
export function useConversationActions(conversation: ConversationView | undefined): Actions {
  const verbs = useVerbs();
  const { seen, toasts } = useWorkspace();
  const router = useRouter();
  const end = useEnd();
  return useMemo(() => {
    const on = (run: (conversation: ConversationView) => void) => () => {
      if (conversation !== undefined) run(conversation);
    };
    const layer = (kind: "transfer" | "direct" | "escalate" | "return" | "snooze") =>
      on(({ id }) => showLayer({ kind, conversationId: id }));
    const mark = (kind: "labels" | "category" | "priority" | "assign") =>
      on(({ id }) => showLayer({ kind, conversationIds: [id] }));
    const write = (room: "reply" | "note") =>
      on(({ id }) => {
        chooseRoom(id, room);
        focusSoon("composer");
      });
    return {
      claim: on(
        (it) => void verbs.claim(it).then((taken) => taken !== null && focusSoon("composer")),
      ),
      transfer: layer("transfer"),
      direct: layer("direct"),
      escalate: layer("escalate"),
      return: layer("return"),
      snooze: layer("snooze"),
      resolve: on((it) => void end(it)),
      reopen: on((it) => void verbs.reopen(it)),
      reply: write("reply"),
      note: write("note"),
      labels: mark("labels"),
      category: mark("category"),
      priority: mark("priority"),
      rename: on(({ id }) => writeTitle(id)),
      assign: mark("assign"),
      macro: on(({ id }) => showLayer({ kind: "macro", conversationId: id })),
      follow: on((it) => void verbs.follow(it)),
      draftArticle: on(({ id }) => void beginArticle(id, router, toasts)),
      procedures: on(goToProcedures),
      unread: on((it) => seen.markUnread(it.id, it.lastSeq - 1)),
    };
  }, [conversation, verbs, seen, toasts, router, end]);
}
