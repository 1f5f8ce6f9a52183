import { create } from "zustand";
import type { Room } from "./drafts.ts";

export type HandOverKind = "transfer" | "direct" | "escalate" | "return";

/** The one layer over the console, if any. */
export type Layer =
  | { readonly kind: HandOverKind | "snooze"; readonly conversationId: string }
  | { readonly kind: "palette" | "help" | "preferences" | "outbox" | "context" | "navigation" };

/** Pure state of the screen: lost with the page, and nobody misses it. */
interface UiState {
  readonly layer: Layer | null;
  /** Composer's room by conversation; a reply is the default. */
  readonly rooms: Readonly<Record<string, Room>>;
  /** Rows of the list as shown now: where "next" is. */
  readonly shownIds: readonly string[];
}

export const useUi = create<UiState>(() => ({ layer: null, rooms: {}, shownIds: [] }));

export const showLayer = (layer: Layer | null) => useUi.setState({ layer });

export const chooseRoom = (conversationId: string, room: Room) =>
  useUi.setState(({ rooms }) => ({ rooms: { ...rooms, [conversationId]: room } }));
