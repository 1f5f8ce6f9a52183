import { useEffect, useRef } from "react";
import { usePreferences } from "../workspace/preferences.ts";
import { useUi } from "../workspace/ui-state.ts";
import type { ShortcutId } from "./shortcut-map.ts";
import { keyOf, pressed } from "./shortcuts.ts";

/** How long the second key of a sequence may take. */
const SEQUENCE_TIMEOUT_MS = 1_500;

/** A key that is held down goes on only through these: nobody means to resolve all there is. */
const MOVES: ReadonlySet<ShortcutId> = new Set([
  "next",
  "previous",
  "nextMessage",
  "previousMessage",
]);

export type ShortcutActions = Partial<Record<ShortcutId, () => void>>;

/**
 * Listens for the keys of the given actions. Printable keys are left alone while something editable
 * has focus, while a dialog or a menu is open, and if the person turned them off.
 */
export function useShortcuts(actions: ShortcutActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    let prefix = "";
    let prefixAt = 0;
    function listen(event: KeyboardEvent): void {
      // A search box tells its list what was typed into it: that is no key of anybody's.
      if (!event.isTrusted) return;
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const key = pressed(event);
      const isPrintable = !key.startsWith("Mod+") && event.key.length === 1;
      if (isPrintable && (isEditable(event.target) || isLayerOpen())) return;
      if (isPrintable && !usePreferences.getState().hasLetterShortcuts) return;
      if (key === "Mod+z" && isEditable(event.target)) return;
      const sequence = event.timeStamp - prefixAt < SEQUENCE_TIMEOUT_MS ? prefix : "";
      const id = find(`${sequence}${key}`, latest.current);
      prefix = key === "g" && sequence === "" ? "g " : "";
      prefixAt = event.timeStamp;
      if (id === undefined) return;
      event.preventDefault();
      if (event.repeat && !MOVES.has(id)) return;
      latest.current[id]?.();
    }
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}

function find(key: string, actions: ShortcutActions): ShortcutId | undefined {
  const ids = Object.keys(actions) as ShortcutId[];
  return ids.find((id) => keyOf(id) === key && actions[id] !== undefined);
}

function isEditable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]")
  );
}

/** Also while its code is on its way: what is typed then is meant for it, and for nobody else. */
function isLayerOpen(): boolean {
  if (useUi.getState().layer !== null) return true;
  return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;
}
