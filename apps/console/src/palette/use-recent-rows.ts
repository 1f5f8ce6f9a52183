import type { ContactView, ConversationView } from "@circuito/protocol";
import { useQueries } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import type { PaletteRow } from "./palette-row.ts";
import { useRowsOf } from "./use-found-rows.ts";

const CONTACT = "contact:";
const CONVERSATION = "open:";
/** Rows of a list have an id each, and this one may stand further down as well. */
const AGAIN = "recent:";

/** What a row is kept as: it may itself be one that was kept. */
export const keptAs = (rowId: string) =>
  rowId.startsWith(AGAIN) ? rowId.slice(AGAIN.length) : rowId;

/**
 * What was chosen last, as far as it is still there and may be seen.
 * @param all rows that there are now
 */
export function useRecentRows(
  ids: readonly string[],
  all: readonly PaletteRow[],
): readonly PaletteRow[] {
  const rowsOf = useRowsOf();
  const asked = ids.filter(
    (id) =>
      (id.startsWith(CONTACT) || id.startsWith(CONVERSATION)) && !all.some((row) => row.id === id),
  );
  const answers = useQueries({
    queries: asked.map((id) => ({
      queryKey: ["recent", id],
      retry: false,
      queryFn: () => fetchView(id),
    })),
  });
  return ids.flatMap((id) => {
    const row = all.find((one) => one.id === id) ?? fetched(id);
    return row === undefined ? [] : [{ ...row, id: AGAIN + id }];
  });

  function fetched(id: string): PaletteRow | undefined {
    const view = answers[asked.indexOf(id)]?.data;
    if (view === undefined) return undefined;
    if ("protocol" in view) return rowsOf.conversation(view);
    return view.erasedAt === null ? rowsOf.person(view) : undefined;
  }
}

function fetchView(id: string): Promise<ContactView | ConversationView> {
  return id.startsWith(CONTACT)
    ? api.getContact(id.slice(CONTACT.length))
    : api.getConversation(id.slice(CONVERSATION.length));
}
