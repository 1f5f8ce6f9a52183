import type { ConversationView } from "@circuito/protocol";
import { useEffect, useMemo, useState } from "react";
import type { ListFilter } from "../api/client.ts";
import { useConversationList } from "../workspace/queries.ts";
import { useUi } from "../workspace/ui-state.ts";
import { useCache } from "../workspace/workspace-context.ts";
import { isInGroup } from "./in-group.ts";

/**
 * The rows to draw: the server's order, each row as the cache knows it now, without those that
 * meanwhile left the group. While `isHeld` (the pointer is on the list) the order stands still, and
 * `arrived` counts what would come in.
 */
export function useShownList(filter: ListFilter, isHeld: boolean) {
  const list = useConversationList(filter);
  const known = useCache((cache) => cache.conversations);
  const key = JSON.stringify(filter);
  const fresh = useMemo(
    () => [...new Set(list.data?.pages.flatMap((page) => page.ids) ?? [])],
    [list.data],
  );
  const [held, setHeld] = useState<{ key: string; ids: readonly string[] }>({ key, ids: [] });

  const mustFollow = !isHeld || held.key !== key || held.ids.length === 0;
  useEffect(() => {
    if (mustFollow && (held.key !== key || held.ids !== fresh)) setHeld({ key, ids: fresh });
  }, [mustFollow, held, key, fresh]);
  const ids = mustFollow ? fresh : held.ids;
  const arrived = mustFollow ? 0 : fresh.filter((id) => !held.ids.includes(id)).length;

  const rows = useMemo(() => {
    const shown = new Set(fresh);
    return ids.flatMap((id): ConversationView[] => {
      const conversation = known.get(id);
      if (conversation === undefined || !isInGroup(conversation, filter.group)) return [];
      // Gone from the server's list for another reason: another queue, another owner.
      return shown.has(id) ? [conversation] : [];
    });
  }, [ids, fresh, known, filter.group]);

  useEffect(() => {
    useUi.setState({ shownIds: rows.map((row) => row.id) });
  }, [rows]);

  return { list, rows, arrived, showArrived: () => setHeld({ key, ids: fresh }) };
}
