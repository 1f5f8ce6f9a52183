import type { ContactView, ConversationView, MessageHitView } from "@circuito/protocol";
import { Chip } from "@circuito/ui";
import { useNavigate } from "@tanstack/react-router";
import { Lock, Paperclip } from "lucide-react";
import type { ReactNode } from "react";
import { listTime } from "../i18n/format.ts";
import { addressText, channelName, previewText, turnName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { useQueue } from "../workspace/queries.ts";
import { useNow } from "../workspace/use-now.ts";
import { HitList, HitRow } from "./hit-list.tsx";
import { type Asked, useContactHits, useConversationHits, useMessageHits } from "./use-search.ts";

interface HitsProps {
  readonly asked: Asked;
}

/** Messages; Enter opens the conversation at the message. */
export function MessageHits({ asked }: HitsProps) {
  const { open } = useInboxWays();
  return (
    <HitList
      query={useMessageHits(asked)}
      itemsOf={(page) => page.items.map((hit) => ({ ...hit, id: hit.messageId }))}
      nameOf={(hit) =>
        [customerOf(hit), channelName(hit.conversation.channel), hit.excerpt.text].join(", ")
      }
      onOpen={(hit) => open(hit.conversation.id, { seq: hit.seq })}
    >
      {(hit) => <MessageHit hit={hit} />}
    </HitList>
  );
}

const customerOf = ({ conversation: { contactName, address } }: MessageHitView) =>
  contactName ?? addressText(address);

function MessageHit({ hit }: { readonly hit: MessageHitView }) {
  const t = useT();
  const now = useNow();
  const { conversation, direction, subject, files } = hit;
  return (
    <HitRow
      name={customerOf(hit)}
      channel={conversation.channel}
      time={listTime(hit.at, now)}
      dateTime={hit.at}
      facts={
        <>
          <span className="tabular-nums">{conversation.protocol}</span>
          <QueueChip id={conversation.queueId} />
          {files > 0 && (
            <span className="inline-flex items-center gap-1">
              <Paperclip aria-hidden="true" className="size-3.5" />
              {files}
            </span>
          )}
        </>
      }
    >
      {direction === "note" && (
        <>
          <Lock aria-hidden="true" className="mr-1 inline size-3.5 text-note-text" />
          <span className="sr-only">{t("composer.note")} </span>
        </>
      )}
      {direction !== "inbound" && (
        <span className="text-fg-2">{hit.authorName ?? t("person.us")}: </span>
      )}
      {subject !== null && <span className="font-medium">{subject} — </span>}
      <Marked excerpt={hit.excerpt} />
    </HitRow>
  );
}

function QueueChip({ id }: { readonly id: string | null }) {
  const queue = useQueue(id);
  return queue === undefined ? null : <Chip>{queue.name}</Chip>;
}

/** The excerpt with what was asked for set apart. */
function Marked({ excerpt: { text, marks } }: { readonly excerpt: MessageHitView["excerpt"] }) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const [begin, end] of marks) {
    pieces.push(
      text.slice(at, begin),
      <mark key={begin} className="rounded-key bg-accent-soft-2 px-px text-fg">
        {text.slice(begin, end)}
      </mark>,
    );
    at = end;
  }
  pieces.push(text.slice(at));
  return <span className="break-words">{pieces}</span>;
}

export function ConversationHits({ asked }: HitsProps) {
  const { open } = useInboxWays();
  return (
    <HitList
      query={useConversationHits(asked)}
      itemsOf={(page) => page.items}
      nameOf={(found) => [nameOf(found), channelName(found.channel), found.protocol].join(", ")}
      onOpen={(found) => open(found.id)}
    >
      {(found) => <ConversationHit found={found} />}
    </HitList>
  );
}

function ConversationHit({ found }: { readonly found: ConversationView }) {
  const now = useNow();
  const at = found.lastMessageAt ?? found.arrivedAt;
  return (
    <HitRow
      name={nameOf(found)}
      channel={found.channel}
      time={listTime(at, now)}
      dateTime={at}
      facts={
        <>
          <span className="tabular-nums">{found.protocol}</span>
          <QueueChip id={found.queueId} />
          <span>{turnName(found)}</span>
        </>
      }
    >
      <span className="text-fg-2">
        {found.title ?? found.subject ?? previewText(found.preview)}
      </span>
    </HitRow>
  );
}

/** Customers; Enter opens what is known of them. */
export function ContactHits({ asked }: HitsProps) {
  const t = useT();
  const navigate = useNavigate();
  const called = (found: ContactView) => found.name ?? t("person.unnamed");
  return (
    <HitList
      query={useContactHits(asked)}
      itemsOf={(page) => page.items}
      nameOf={called}
      onOpen={({ id }) => void navigate({ to: "/contacts/$contactId", params: { contactId: id } })}
    >
      {(found) => (
        <HitRow
          name={called(found)}
          facts={found.segments.map((segment) => (
            <Chip key={segment} tone="accent">
              {segment}
            </Chip>
          ))}
        >
          <span className="text-fg-2">
            {found.addresses.map(({ address }) => addressText(address)).join(" · ")}
          </span>
        </HitRow>
      )}
    </HitList>
  );
}
