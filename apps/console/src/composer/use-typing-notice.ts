import { useCallback, useRef } from "react";
import type { Room } from "../workspace/drafts.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** Others are told at most this often that somebody writes. */
const NOTICE_INTERVAL_MS = 3_000;

export function useTypingNotice(conversationId: string, room: Room): () => void {
  const { socket } = useWorkspace();
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  return useCallback(() => {
    const now = performance.now();
    if (now - toldAt.current < NOTICE_INTERVAL_MS) return;
    toldAt.current = now;
    socket.typing(conversationId, room);
  }, [socket, conversationId, room]);
}
