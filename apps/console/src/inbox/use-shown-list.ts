import type { ConversationView } from "@circuito/protocol";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ListFilter } from "../api/client.ts";
import { useConversationList } from "../workspace/queries.ts";
import { useUi } from "../workspace/ui-state.ts";
import { useCache } from "../workspace/workspace-context.ts";
import { isInGroup } from "./in-group.ts";
import { standStill } from "./stand-still.ts";

/**
 * The rows to draw: the server's order, each row as the cache knows it now, without those that
 * meanwhile left the group. While `isHeld` (the pointer is on the list) the order stands still, and
 * `arrived` counts what would come in (see `standStill`).
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

  // The rows of the list before, shown until this one's come, are not to be kept.
  const isFormer = list.isPlaceholderData;
  const mustFollow = !isHeld || held.key !== key || held.ids.length === 0 || isFormer;
  useEffect(() => {
    if (mustFollow && !isFormer && (held.key !== key || held.ids !== fresh)) {
      setHeld({ key, ids: fresh });
    }
  }, [mustFollow, isFormer, held, key, fresh]);
  const { ids, arrived } = useMemo(
    () => (mustFollow ? { ids: fresh, arrived: 0 } : standStill(held.ids, fresh)),
    [mustFollow, held.ids, fresh],
  );

  const drawn = useRef<readonly ConversationView[]>([]);
  const rows = useMemo(() => {
    const shown = new Set(fresh);
    const next = ids.flatMap((id): ConversationView[] => {
      const conversation = known.get(id);
      if (conversation === undefined || !isInGroup(conversation, filter.group)) return [];
      // Gone from the server's list for another reason: another queue, another owner.
      return shown.has(id) ? [conversation] : [];
    });
    // What happened elsewhere is no reason to draw thousands of rows again.
    if (!isSame(next, drawn.current)) drawn.current = next;
    return drawn.current;
  }, [ids, fresh, known, filter.group]);

  useEffect(() => {
    useUi.setState({ shownIds: rows.map((row) => row.id) });
  }, [rows]);

  return { list, rows, arrived, showArrived: () => setHeld({ key, ids: fresh }) };
}

const isSame = (one: readonly unknown[], other: readonly unknown[]) =>
  one.length === other.length && one.every((item, index) => item === other[index]);
