import type { AroundView, ConversationView } from "@circuito/protocol";
import { Avatar, Button, Callout, ChannelGlyph, Chip } from "@circuito/ui";
import { Copy, Undo2 } from "lucide-react";
import { ThreadLog } from "../conversation/thread-log.tsx";
import { listTime, spanInWords } from "../i18n/format.ts";
import { addressText, channelGlyph, channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useQueue, useQueues } from "../workspace/queries.ts";
import { useNow } from "../workspace/use-now.ts";

interface ItemPaneProps {
  readonly conversation: ConversationView;
  readonly around: readonly AroundView[];
  readonly onDuplicate: (ofId: string) => void;
}

/** As many as tell whether this is the same story again. */
const PAST_MAX = 3;

/** What came, as it came: who, every part of it, what the same person wrote elsewhere and before. */
export function ItemPane({ conversation, around, onDuplicate }: ItemPaneProps) {
  const duplicates = around.filter(({ duplicateOf }) => duplicateOf !== null);
  const past = around.filter(({ duplicateOf }) => duplicateOf === null).slice(0, PAST_MAX);
  return (
    <>
      <ItemHead conversation={conversation} />
      <Returned conversation={conversation} />
      {duplicates.map((other) => (
        <Duplicate key={other.protocol} other={other} onDuplicate={onDuplicate} />
      ))}
      <ThreadLog conversation={conversation} />
      {past.length > 0 && <Past conversations={past} />}
    </>
  );
}

function ItemHead({ conversation }: Pick<ItemPaneProps, "conversation">) {
  const t = useT();
  const now = useNow();
  const { contact, channel, protocol, arrivedAt, subject } = conversation;
  const name = nameOf(conversation);
  const address = addressText(contact.address);
  const who = [subject !== null && name, address !== name && address].filter(Boolean);
  return (
    <header className="flex flex-none items-center gap-3 px-4 pt-3 pb-2">
      <Avatar name={name} />
      <div className="flex min-w-0 grow flex-col">
        <h2 className="truncate text-14s">{subject ?? name}</h2>
        <p className="flex flex-wrap items-center gap-x-2 text-12 text-fg-2">
          <span className="inline-flex items-center gap-1">
            <ChannelGlyph channel={channelGlyph(channel)} label={channelName(channel)} />
            {who.length === 0 ? channelName(channel) : who.join(" · ")}
          </span>
          <span className="tabular-nums">{protocol}</span>
        </p>
      </div>
      <span className="flex-none text-12 tabular-nums text-fg-2">
        {t("triage.waits", { span: spanInWords(now - Date.parse(arrivedAt)) })}
      </span>
    </header>
  );
}

/** An area sent it back: who, and why. It comes before everything else. */
function Returned({ conversation }: Pick<ItemPaneProps, "conversation">) {
  const t = useT();
  const now = useNow();
  const { handOver } = conversation;
  const from = useQueue(handOver?.fromQueueId ?? null);
  if (handOver?.kind !== "return") return null;
  return (
    <div className="mx-4 mb-2 flex-none">
      <Callout tone="warn" icon={<Undo2 />}>
        <p className="font-medium">
          {t("triage.returned", {
            name: handOver.byName,
            queue: from?.name ?? t("handOver.unknownQueue"),
            when: listTime(handOver.at, now),
          })}
        </p>
        <p className="whitespace-pre-wrap wrap-anywhere">{handOver.note}</p>
      </Callout>
    </div>
  );
}

interface DuplicateProps {
  readonly other: AroundView;
  readonly onDuplicate: (ofId: string) => void;
}

function Duplicate({ other, onDuplicate }: DuplicateProps) {
  const t = useT();
  const now = useNow();
  const queue = useQueue(other.queueId);
  const { duplicateOf } = other;
  return (
    <div className="mx-4 mb-2 flex-none">
      <Callout tone="info" icon={<Copy />}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <p className="min-w-0 grow">
            {t("triage.duplicate", {
              protocol: other.protocol,
              span: spanInWords(now - Date.parse(other.arrivedAt)),
              channel: channelName(other.channel),
            })}
            <span className="block text-12">
              {[other.title, queue?.name, other.assigneeName].filter(Boolean).join(" · ")}
            </span>
          </p>
          {duplicateOf !== null && (
            <Button size="small" onPress={() => onDuplicate(duplicateOf)}>
              {t("triage.join")}
            </Button>
          )}
        </div>
      </Callout>
    </div>
  );
}

function Past({ conversations }: { readonly conversations: readonly AroundView[] }) {
  const t = useT();
  const now = useNow();
  const queues = useQueues().data ?? [];
  return (
    <section
      aria-label={t("triage.past")}
      className="flex-none border-line-subtle border-t px-4 py-2.5"
    >
      <h3 className="pb-1 text-12 font-semibold text-fg-2">{t("triage.past")}</h3>
      <ul>
        {conversations.map((one) => (
          <li key={one.protocol} className="flex min-h-7 items-center gap-2 text-13">
            <ChannelGlyph channel={channelGlyph(one.channel)} label={channelName(one.channel)} />
            <span className="min-w-0 grow truncate">
              {one.title ?? one.category ?? <span className="tabular-nums">{one.protocol}</span>}
            </span>
            <span className="truncate text-12 text-fg-2">
              {queues.find(({ id }) => id === one.queueId)?.name}
            </span>
            <Chip variant="plain">{t(`triage.status.${one.status}`)}</Chip>
            <time dateTime={one.arrivedAt} className="flex-none text-12 tabular-nums text-fg-2">
              {listTime(one.arrivedAt, now)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
