import { putConversations } from "@circuito/realtime";
import { useCallback, useEffect, useRef, useState } from "react";
import { triageApi } from "../api/triage.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

export type TriageItem =
  | { readonly kind: "asking" }
  | { readonly kind: "none" }
  | { readonly kind: "item"; readonly id: string }
  | { readonly kind: "failed"; readonly error: unknown };

/** Two of these may be lost before anybody else gets the item. */
const BEAT_EVERY_MS = 30_000;
/** What comes is told by notices; what another director let go of is not. */
const LOOK_AGAIN_MS = 15_000;

/** The item before this director: asked for, kept while the screen is open, left when it closes. */
export function useTriageItem(waiting: number) {
  const { cache, socket } = useWorkspace();
  const [item, setItem] = useState<TriageItem>({ kind: "asking" });
  /** Somebody else has it, or it is gone: what was written stays to be copied. */
  const [isLost, setLost] = useState(false);
  const held = useRef<string | null>(null);
  const isAsking = useRef(false);

  const show = useCallback((id: string | null) => {
    held.current = id;
    setLost(false);
    setItem(id === null ? { kind: "none" } : { kind: "item", id });
  }, []);

  const next = useCallback(async () => {
    if (isAsking.current) return;
    isAsking.current = true;
    try {
      const { conversation } = await triageApi.next();
      if (conversation !== null) cache.change((all) => putConversations(all, [conversation]));
      show(conversation?.id ?? null);
    } catch (error) {
      setItem({ kind: "failed", error });
    } finally {
      isAsking.current = false;
    }
  }, [cache, show]);

  /** Back before them: what was taken back. */
  const take = useCallback(
    async (id: string) => {
      const conversation = await triageApi.keep(id);
      cache.change((all) => putConversations(all, [conversation]));
      show(id);
    },
    [cache, show],
  );

  useEffect(() => {
    void next();
    return () => {
      const id = held.current;
      held.current = null;
      // A page that is closed says nothing: its socket is gone, and that is enough.
      if (id !== null) void triageApi.leave(id).catch(() => undefined);
    };
  }, [next]);

  const id = item.kind === "item" ? item.id : null;
  useEffect(() => {
    socket.viewing(id);
    return () => socket.viewing(null);
  }, [socket, id]);

  useEffect(() => {
    if (id === null) return;
    const beat = setInterval(() => {
      triageApi.keep(id).then(
        (conversation) => cache.change((all) => putConversations(all, [conversation])),
        (error: unknown) => setLost(isTaken(error)),
      );
    }, BEAT_EVERY_MS);
    return () => clearInterval(beat);
  }, [id, cache]);

  const isEmpty = item.kind === "none";
  useEffect(() => {
    if (!isEmpty) return;
    if (waiting > 0) void next();
    const look = setInterval(() => void next(), LOOK_AGAIN_MS);
    return () => clearInterval(look);
  }, [isEmpty, waiting, next]);

  return { item, isLost, next, take };
}

/** The network's no is not another director's. */
function isTaken(error: unknown): boolean {
  const code = (error as { readonly code?: string }).code;
  return code === "conflict" || code === "wrong-state" || code === "not-found";
}
