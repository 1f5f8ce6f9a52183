import { usePreferences } from "../workspace/preferences.ts";
import { SHORTCUTS, type ShortcutId } from "./shortcut-map.ts";

const isApple = /mac|iphone|ipad/i.test(navigator.userAgent);
const CAPS: Readonly<Record<string, string>> = {
  Mod: isApple ? "⌘" : "Ctrl",
  Escape: "Esc",
  Enter: isApple ? "↵" : "Enter",
  Shift: isApple ? "⇧" : "Shift",
};

/** The key that does it: one's own, or ours. */
export function keyOf(id: ShortcutId): string {
  return usePreferences.getState().keys[id] ?? SHORTCUTS[id].key;
}

/** Key caps as `Kbd` wants them: `["Ctrl", "K"]`. */
export const keyCaps = (id: ShortcutId): readonly string[] => capsOf(keyOf(id));

/** The caps of a key or of a sequence of two. */
export function capsOf(key: string): readonly string[] {
  // A plus that is pressed stands alone or last; the others join.
  const parts = key.split(" ").flatMap((one) => (one === "+" ? ["+"] : one.split(/\+(?=.)/)));
  return parts.map((cap) => CAPS[cap] ?? (cap.length === 1 ? cap.toUpperCase() : cap));
}

/** The event in the notation of the map. `Shift` is told only where the key does not tell it. */
export function pressed(event: KeyboardEvent): string {
  const isLetter = /^\p{L}$/u.test(event.key);
  const tellsShift = event.shiftKey && (isLetter || event.key.length > 1);
  const mod = event.ctrlKey || event.metaKey;
  const key = isLetter
    ? event.shiftKey && !mod
      ? event.key.toUpperCase()
      : event.key.toLowerCase()
    : event.key;
  return `${mod ? "Mod+" : ""}${tellsShift ? "Shift+" : ""}${key}`;
}
