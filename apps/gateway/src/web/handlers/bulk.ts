import {
  categorize,
  type Done,
  label,
  prioritize,
  type Refusal,
  reopen,
  resolve,
  snooze,
  takeBack,
  transfer,
} from "@circuito/desk";
import type { Principal } from "@circuito/domain";
import type { BulkAct, BulkResult } from "@circuito/protocol";
import { loadConversationViews } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { refusedVerb } from "../verb-answer.ts";
import { conversationViewOf } from "../views.ts";
import type { WebParts } from "../web-parts.ts";

/**
 * So many verbs of one request at once: each has a connection while it runs, and there are others who
 * need some.
 */
const AT_ONCE = 4;

/** Many at once: each verb in a transaction of its own, so that one refusal undoes no other. */
export function bulkHandlers(parts: WebParts): Pick<Handlers, "actOnMany"> {
  const { pool } = parts.database;
  return {
    async actOnMany({ who, body: { items } }) {
      const outcomes: (Done | Refusal)[] = [];
      const ahead = items.entries();
      const worker = async () => {
        for (const [index, { id, act }] of ahead)
          outcomes[index] = await perform(parts, who, id, act);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      const views = await loadConversationViews(
        pool,
        items.flatMap(({ id }, index) => (outcomes[index]?.kind === "done" ? [id] : [])),
      );
      const byId = new Map(views.map((view) => [view.id as string, conversationViewOf(view)]));
      const results = items.map(({ id }, index): BulkResult => {
        const outcome = outcomes[index];
        const conversation = byId.get(id);
        if (outcome?.kind === "done" && conversation) return { id, outcome: "done", conversation };
        const { code, message, details } = refusedVerb(
          parts,
          outcome?.kind === "refused" ? outcome : { kind: "refused", code: "not-found" },
          who,
          id,
        );
        return { id, outcome: "refused", code, message, ...(details && { details }) };
      });
      return { results };
    },
  };
}

function perform(
  { desk }: WebParts,
  who: Principal,
  conversationId: string,
  act: BulkAct,
): Promise<Done | Refusal> {
  switch (act.kind) {
    case "assign":
    case "transfer":
      return transfer(desk, who, { conversationId, ...act });
    case "take-back":
      return takeBack(desk, who, { conversationId, ...act });
    case "label":
      return label(desk, who, { conversationId, ...act });
    case "prioritize":
      return prioritize(desk, who, { conversationId, ...act });
    case "categorize":
      return categorize(desk, who, { conversationId, ...act });
    case "snooze":
      return snooze(desk, who, { conversationId, epoch: act.epoch, until: Date.parse(act.until) });
    case "resolve":
      return resolve(desk, who, { conversationId, epoch: act.epoch });
    case "reopen":
      return reopen(desk, who, { conversationId });
  }
}
