import type { ShortcutId } from "../shell/shortcut-map.ts";
import type { Destination } from "../workspace/ui-state.ts";

/** What a row of the palette leads to before anything is done. */
export type TransferPage =
  | { readonly kind: "queue"; readonly conversationId: string }
  | { readonly kind: "person"; readonly conversationId: string; readonly to: Destination }
  | { readonly kind: "queue-of-many"; readonly conversationIds: readonly string[] };

export interface PaletteRow {
  /** The same from one day to the next: what was chosen last is known by it. */
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  /** Words it is also found by. */
  readonly keywords?: readonly string[] | undefined;
  readonly shortcut?: ShortcutId | undefined;
  /** Said in the description; the row is there and does nothing. */
  readonly disabledReason?: string | undefined;
  readonly does: (() => void) | { readonly opens: TransferPage };
}

export interface PaletteSection {
  readonly id: string;
  readonly label: string;
  readonly rows: readonly PaletteRow[];
  /** Chosen, it is offered again: what is done to one conversation is not a thing to go back to. */
  readonly isKept: boolean;
  /** Found by the server for what is typed. */
  readonly isAnswer?: boolean;
}
