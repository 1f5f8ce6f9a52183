import type { ContactView, ConversationView } from "@circuito/protocol";
import { useNavigate } from "@tanstack/react-router";
import { addressText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useAsked, useContactHits, useConversationHits } from "../search/use-search.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { useUi } from "../workspace/ui-state.ts";
import { useCache } from "../workspace/workspace-context.ts";
import type { PaletteRow } from "./palette-row.ts";

/** One letter is in everybody's name. */
const LETTERS_MIN = 2;
/** What is further down is looked for by more letters, or on the screen of the search. */
const FOUND_MAX = 6;
/** Of the list on screen: what is further down is searched for. */
const LISTED_MAX = 100;

/** Rows for people and conversations, however they were come by. */
export function useRowsOf() {
  const t = useT();
  const navigate = useNavigate();
  const { open } = useInboxWays();
  return {
    person: ({ id, name, addresses: [first] }: ContactView): PaletteRow => ({
      id: `contact:${id}`,
      label: name ?? t("person.unnamed"),
      description: first && addressText(first.address),
      does: () => void navigate({ to: "/contacts/$contactId", params: { contactId: id } }),
    }),
    conversation: (it: ConversationView): PaletteRow => ({
      id: `open:${it.id}`,
      label: nameOf(it),
      description: it.title === null ? it.protocol : `${it.protocol} · ${it.title}`,
      keywords: [it.protocol],
      does: () => open(it.id),
    }),
  };
}

/** @param asked what was typed when its writer paused last */
export function useFoundRows(asked: string) {
  const rowsOf = useRowsOf();
  const query = useAsked(asked);
  const hasWords = query.words.length >= LETTERS_MIN;
  const isNarrowed = (query.filter.queueId ?? query.filter.protocol) !== undefined;
  const contacts = useContactHits(query, hasWords);
  const conversations = useConversationHits(query, hasWords || (query.words === "" && isNarrowed));
  const firstOf = <T>(pages: readonly { readonly items: readonly T[] }[] | undefined) =>
    (pages?.[0]?.items ?? []).slice(0, FOUND_MAX);
  return {
    isAsking: contacts.isFetching || conversations.isFetching,
    people: firstOf(contacts.data?.pages).map(rowsOf.person),
    conversations: firstOf(conversations.data?.pages).map(rowsOf.conversation),
  };
}

/** The conversations of the list on screen, which nobody needs to be asked for. */
export function useListedRows(): readonly PaletteRow[] {
  const rowsOf = useRowsOf();
  const shownIds = useUi((ui) => ui.shownIds);
  const known = useCache((cache) => cache.conversations);
  return shownIds
    .slice(0, LISTED_MAX)
    .flatMap((id) => known.get(id) ?? [])
    .map(rowsOf.conversation);
}
