import { findMessageTimeline, listDecisionsSince } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { messageTimelineViewOf } from "../timeline-views.ts";
import { nothingHere, visibleMessage } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

export function messageTimelineHandlers(parts: WebParts): Pick<Handlers, "getMessageTimeline"> {
  const { pool } = parts.database;
  return {
    async getMessageTimeline({ who, params: { id } }) {
      await visibleMessage(parts, who, id);
      const timeline = await findMessageTimeline(pool, id);
      if (!timeline) throw nothingHere();
      const { ledger, conversationId } = timeline;
      const decisions =
        ledger === null ? [] : await listDecisionsSince(pool, conversationId, ledger.receivedAt);
      return messageTimelineViewOf(timeline, decisions);
    },
  };
}
