import { SHORTCUTS, type ShortcutId } from "./shortcut-map.ts";

/** Keys that somebody chose instead of ours, by what they do. */
export type OwnKeys = Readonly<Partial<Record<ShortcutId, string>>>;

/** Fixed: they are the browser's and the screen readers' ways, too, or belong to what is written. */
const FIXED: ReadonlySet<ShortcutId> = new Set(["open", "peek", "outward", "undo"]);

/** While writing, and at the director's screen: these keys are the screen's own. */
const FIXED_SCOPES: ReadonlySet<string> = new Set(["composer", "triage"]);

/** The browser's own: to close, open and find. */
const RESERVED = /^Mod\+(Shift\+)?[acfhlnopqrstvwxyz0-9+-]$/;
const SEQUENCE_START = "g";

/** Whether a key of one's own may be chosen for it. */
export function isRemappable(id: ShortcutId): boolean {
  return !FIXED_SCOPES.has(SHORTCUTS[id].scope) && !FIXED.has(id);
}

export const keyOf = (id: ShortcutId, own: OwnKeys): string => own[id] ?? SHORTCUTS[id].key;

export type RemapRefusal =
  | { readonly kind: "not-usable" }
  | { readonly kind: "taken"; readonly by: ShortcutId };

/**
 * Why a key cannot be chosen, or nothing.
 * @param key as `pressed` tells it; two with a space between for a sequence
 */
export function remapRefusal(id: ShortcutId, key: string, own: OwnKeys): RemapRefusal | undefined {
  const isSequence = key.startsWith(`${SEQUENCE_START} `);
  if (key === SEQUENCE_START || RESERVED.test(key)) return { kind: "not-usable" };
  if (!isSequence && !/^((Mod\+|Shift\+)*\S|(Mod\+|Shift\+)*F\d{1,2})$/u.test(key)) {
    return { kind: "not-usable" };
  }
  const ids = Object.keys(SHORTCUTS) as ShortcutId[];
  const by = ids.find(
    (other) =>
      other !== id && !FIXED_SCOPES.has(SHORTCUTS[other].scope) && keyOf(other, own) === key,
  );
  return by === undefined ? undefined : { kind: "taken", by };
}
