import type { RuleDraftView } from "@circuito/protocol";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { routingApi } from "../routing-api.ts";
import { createDraftKeeper, type DraftKeeper, type KeptDraft } from "./draft-keeper.ts";

/** A pause in writing: short enough that nobody wonders whether it is kept. */
const SAVE_AFTER_MS = 800;

/** The draft, saved by itself a moment after every change. */
export function useDraftKeeper(draft: RuleDraftView): {
  readonly keeper: DraftKeeper;
  readonly kept: KeptDraft;
} {
  const [keeper] = useState(() =>
    createDraftKeeper(draft, {
      load: routingApi.getRuleDraft,
      save: routingApi.saveRuleDraft,
      newToken: () => crypto.randomUUID(),
    }),
  );
  const kept = useStore(keeper.store);
  const { rules, state } = kept;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every further change waits anew
  useEffect(() => {
    if (state !== "changed") return;
    const timer = setTimeout(() => void keeper.flush(), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [keeper, state, rules]);
  // What is not saved yet goes along with who leaves; what cannot be saved holds the tab.
  useEffect(() => {
    const hold = (event: BeforeUnloadEvent) => {
      if (keeper.store.getState().state === "saved") return;
      void keeper.flush();
      event.preventDefault();
    };
    addEventListener("beforeunload", hold);
    return () => {
      removeEventListener("beforeunload", hold);
      void keeper.flush();
    };
  }, [keeper]);
  return { keeper, kept };
}
