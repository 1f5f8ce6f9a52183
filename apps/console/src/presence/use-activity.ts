import { useEffect } from "react";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { useSetPresence } from "./use-set-presence.ts";

/** What counts as somebody being there. A pointer that merely moves may be a cat's. */
const INPUTS = ["keydown", "pointerdown", "wheel"] as const;

/** Tells that the person is there; who was away because they were not, is back with the first input. */
export function useActivity(): void {
  const { socket } = useWorkspace();
  const setPresence = useSetPresence();
  const { wanted, wantedReason } = useMe();
  const isIdle = wanted === "away" && wantedReason === "idle";
  useEffect(() => {
    const turn = () => socket.visible(document.visibilityState === "visible");
    turn();
    document.addEventListener("visibilitychange", turn);
    // Of two windows side by side, the one turned to last is looked at.
    addEventListener("focus", turn);
    return () => {
      document.removeEventListener("visibilitychange", turn);
      removeEventListener("focus", turn);
    };
  }, [socket]);
  useEffect(() => {
    let isBack = false;
    const take = () => {
      socket.active();
      if (!isIdle || isBack) return;
      isBack = true;
      setPresence("available");
    };
    for (const input of INPUTS) addEventListener(input, take, { capture: true, passive: true });
    return () => {
      for (const input of INPUTS) removeEventListener(input, take, { capture: true });
    };
  }, [socket, setPresence, isIdle]);
}
