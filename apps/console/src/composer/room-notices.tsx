import type { ConversationView } from "@circuito/protocol";
import { Suspense, useState } from "react";
import { useStore } from "zustand";
import { nameOf } from "../verbs/name-of.ts";
import { draftKey, type Room } from "../workspace/drafts.ts";
import { useUi } from "../workspace/ui-state.ts";
import { useCache, useWorkspace } from "../workspace/workspace-context.ts";
import { ChannelDown, DraftElsewhere, WroteMeanwhile } from "../writing/writing-parts.ts";

interface RoomNoticesProps {
  readonly conversation: ConversationView;
  readonly room: Room;
  readonly isWriting: boolean;
  /** Newest message when writing began. */
  readonly baseSeq: number;
}

/** What the writer should know before going on: another device's words, a customer who wrote. */
export function RoomNotices({ conversation, room, isWriting, baseSeq }: RoomNoticesProps) {
  const { keeper } = useWorkspace();
  const other = useStore(keeper.elsewhere, (all) => all[draftKey(conversation.id, room)]);
  const [seenSeq, setSeenSeq] = useState(0);
  const inbound = useCache((cache) =>
    cache.threads
      .get(conversation.id)
      ?.messages.findLast((message) => message.direction === "inbound"),
  );
  const isNew = inbound !== undefined && inbound.seq > Math.max(baseSeq, seenSeq);
  const isDown = useUi((ui) => ui.downInboxIds.includes(conversation.inboxId));
  return (
    <Suspense>
      {isDown && room === "reply" && <ChannelDown conversation={conversation} />}
      {other !== undefined && (
        <DraftElsewhere conversationId={conversation.id} room={room} other={other} />
      )}
      {isWriting && isNew && room === "reply" && (
        <WroteMeanwhile
          message={inbound}
          name={nameOf(conversation)}
          onSeen={() => setSeenSeq(inbound.seq)}
        />
      )}
    </Suspense>
  );
}
