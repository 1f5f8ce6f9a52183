import type { MessageView, PastConversationView } from "@circuito/protocol";
import { Button, ChannelGlyph, EmptyState, SegmentedControl, SkeletonRows } from "@circuito/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History, Lock } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api } from "../api/client.ts";
import { briefWords } from "../chat/brief-words.ts";
import { listTime } from "../i18n/format.ts";
import { channelGlyph, channelName, channelTitle } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { ScoreChip } from "../surveys/score-chip.tsx";
import { QueryFailed } from "../verbs/query-failed.tsx";
import { useInboxWays } from "../workspace/navigation.ts";
import { useNow } from "../workspace/use-now.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { type ContactRow, contactRows } from "./contact-rows.ts";
import { HiddenLine } from "./hidden-line.tsx";
import { usePastConversations } from "./use-past-conversations.ts";

interface SaidWithProps {
  readonly contactId: string;
  /** Of the customer, where a message does not say who wrote it. */
  readonly name: string;
  /** The conversation that one is in. */
  readonly hereId?: string | undefined;
  /** Stays above, with the channels. */
  readonly head?: ReactNode;
}

/** All that was ever said with a person, newest first, on every channel or on one of them. */
export function SaidWith({ contactId, name, hereId, head }: SaidWithProps) {
  const t = useT();
  const [channel, setChannel] = useState("all");
  const query = useInfiniteQuery({
    queryKey: ["contact-timeline", contactId, channel],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.getContactTimeline(
        contactId,
        {
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
          ...(channel === "all" ? {} : { channel }),
        },
        signal,
      ),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    staleTime: 0,
  });
  const pages = query.data?.pages ?? [];
  const rows = contactRows(
    pages[0]?.conversations ?? [],
    pages.flatMap(({ items }) => items),
    query.hasNextPage,
  );
  return (
    <>
      <div className="sticky top-0 z-10 bg-surface">
        {head}
        <Channels contactId={contactId} value={channel} onChange={setChannel} />
      </div>
      {query.isPending && <SkeletonRows rows={6} label={t("history.loading")} />}
      {query.isError && <QueryFailed query={query} />}
      {query.isSuccess && rows.length === 0 && (
        <EmptyState icon={<History />} title={t("history.empty")} />
      )}
      <ol className="flex flex-col pb-4">
        {rows.map((row) => (
          <Row key={row.key} row={row} name={name} hereId={hereId} />
        ))}
      </ol>
      {query.hasNextPage && (
        <div className="flex justify-center pb-4">
          <Button
            size="small"
            isDisabled={query.isFetchingNextPage}
            onPress={() => void query.fetchNextPage()}
          >
            {t("history.older")}
          </Button>
        </div>
      )}
    </>
  );
}

interface ChannelsProps {
  readonly contactId: string;
  readonly value: string;
  readonly onChange: (channel: string) => void;
}

/** Only channels that the person has used; with one there is nothing to choose. */
function Channels({ contactId, value, onChange }: ChannelsProps) {
  const t = useT();
  const used = usePastConversations(contactId).data?.map(({ channel }) => channel) ?? [];
  const channels = [...new Set(used)];
  if (channels.length < 2) return null;
  return (
    <div className="overflow-x-auto border-line-subtle border-b px-3 py-2">
      <SegmentedControl
        label={t("history.channels")}
        segments={[
          { id: "all", label: t("history.all") },
          ...channels.map((id) => ({ id, label: channelTitle(id) })),
        ]}
        value={value}
        onChange={onChange}
      />
    </div>
  );
}

interface RowProps extends Pick<SaidWithProps, "name" | "hereId"> {
  readonly row: ContactRow;
}

function Row({ row, name, hereId }: RowProps) {
  switch (row.kind) {
    case "conversation":
      return <ConversationLine past={row.conversation} isHere={row.conversation.id === hereId} />;
    case "hidden":
      return <HiddenLine past={row.conversation} />;
    case "message":
      return <Said message={row.message} customer={name} />;
  }
}

type Visible = Extract<PastConversationView, { isVisible: true }>;

function ConversationLine({ past, isHere }: { readonly past: Visible; readonly isHere: boolean }) {
  const t = useT();
  return (
    <li className="mt-3 flex items-center gap-1.5 border-line-subtle border-t px-4 pt-3 pb-1 first:mt-0 first:border-t-0 text-12 text-fg-2 [&_.glyph]:size-3.5 [&_.lucide]:size-3.5">
      <ChannelGlyph channel={channelGlyph(past.channel)} label={channelName(past.channel)} />
      <span className="flex-none tabular-nums">{past.protocol}</span>
      {past.queueName !== null && <span className="min-w-0 truncate">· {past.queueName}</span>}
      {isHere && (
        <span className="flex-none font-medium text-accent-text">· {t("history.here")}</span>
      )}
      {past.scores.length > 0 && (
        <span className="ml-auto flex flex-none gap-1 pl-1">
          {past.scores.map((given) => (
            <ScoreChip key={given.kind} given={given} />
          ))}
        </span>
      )}
    </li>
  );
}

interface SaidProps {
  readonly message: MessageView;
  readonly customer: string;
}

/** A message in a few lines; a press opens it in its conversation. */
function Said({ message, customer }: SaidProps) {
  const t = useT();
  const now = useNow();
  const me = useMe();
  const { open } = useInboxWays();
  const { author, direction } = message;
  const isCustomer = direction === "inbound";
  const name = isCustomer
    ? (author.name ?? customer)
    : author.id === me.id
      ? t("person.you")
      : (author.name ?? t("person.system"));
  return (
    <li>
      <button
        type="button"
        onClick={() => open(message.conversationId, { seq: message.seq })}
        className={`ring-focus-inset block w-full px-4 py-1.5 text-left hover:bg-hover ${direction === "note" ? "bg-note text-note-text" : ""}`}
      >
        <span className="flex items-baseline gap-2 text-12">
          <span className={`min-w-0 truncate font-medium ${isCustomer ? "" : "text-accent-text"}`}>
            {direction === "note" && (
              <Lock aria-label={t("composer.note")} className="mr-1 inline size-3" />
            )}
            {name}
          </span>
          <span className="grow" />
          <time dateTime={message.createdAt} className="flex-none tabular-nums text-fg-3">
            {listTime(message.createdAt, now)}
          </time>
        </span>
        <span className="line-clamp-4 break-words text-13 whitespace-pre-line">
          {message.text || briefWords(message)}
        </span>
      </button>
    </li>
  );
}
