import type { ConversationView, HopsView, HopView } from "@circuito/protocol";
import { Button, Skeleton } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { clockTime, listTime, spanInWords } from "../i18n/format.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { useQueues } from "../workspace/queries.ts";
import { useNow } from "../workspace/use-now.ts";

/**
 * Every place a conversation has been: who sent it there, with which words, and how long it waited.
 * Where it is now always stands there; the places before are a press away.
 */
export function HandOverStory({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const [isWhole, setWhole] = useState(false);
  const { id, epoch } = conversation;
  const query = useQuery({
    // Every change of owner is another epoch: the answer of one epoch does not change but by time.
    queryKey: ["hops", id, epoch],
    queryFn: () => api.listHops(id),
    placeholderData: (before) => (before?.items[0]?.conversationId === id ? before : undefined),
  });
  if (query.isPending) return <Skeleton className="h-9 w-56" />;
  // The card says what the last hand-over said; without the way it came it still does.
  if (query.data === undefined) return null;
  const { arrival, items } = query.data;
  const shown = isWhole ? items : items.slice(-1);
  return (
    <div className="border-line-subtle border-t pt-2">
      <header className="flex items-center gap-2 pb-1">
        <h4 className="grow text-12 font-medium text-fg-2">{t("handOver.story")}</h4>
        {items.length > 0 && (
          <Button
            variant="ghost"
            size="small"
            className="-my-1"
            aria-expanded={isWhole}
            onPress={() => setWhole(!isWhole)}
          >
            {t(isWhole ? "handOver.storyLess" : "handOver.storyMore", { count: items.length })}
          </Button>
        )}
      </header>
      <ol className="flex flex-col gap-1.5">
        {(isWhole || items.length === 0) && <Arrival arrival={arrival} isOver={items.length > 0} />}
        {shown.map((hop) => (
          <Hop key={hop.n} hop={hop} isLast={hop.n === items.length} />
        ))}
      </ol>
    </div>
  );
}

function Arrival(props: { readonly arrival: HopsView["arrival"]; readonly isOver: boolean }) {
  const { arrival, isOver } = props;
  const t = useT();
  const name = useQueueName();
  const stay = { ...arrival, acceptBy: null, leftAt: isOver ? arrival.at : null };
  return (
    <Stay
      text={t("hop.arrived", { queue: name(arrival.queueId) })}
      at={arrival.at}
      stay={useStayText(stay)}
    />
  );
}

function Hop({ hop, isLast }: { readonly hop: HopView; readonly isLast: boolean }) {
  const t = useT();
  const name = useQueueName();
  const queue = [name(hop.toQueueId), hop.toAgent?.name].filter(Boolean).join(" · ");
  return (
    <Stay
      text={t(`hop.${hop.kind}`, { name: hop.byName, queue })}
      at={hop.at}
      // The last one's words stand above already.
      {...(!isLast && { note: [hop.note, hop.result].filter(Boolean).join(" — ") })}
      stay={useStayText(hop)}
    />
  );
}

interface StayProps {
  readonly text: string;
  readonly at: string;
  readonly note?: string;
  readonly stay: string;
}

function Stay({ text, at, note, stay }: StayProps) {
  const now = useNow();
  return (
    <li className="grid grid-cols-[3.25rem_minmax(0,1fr)] gap-x-2 text-12">
      <time dateTime={at} className="tabular-nums text-fg-3">
        {listTime(at, now)}
      </time>
      <div className="min-w-0">
        <p className="text-fg">{text}</p>
        {note !== undefined && note !== "" && (
          <p className="line-clamp-2 break-words text-fg-2" title={note}>
            {note}
          </p>
        )}
        <p className="text-fg-3">{stay}</p>
      </div>
    </li>
  );
}

function useQueueName(): (id: string | null) => string {
  const t = useT();
  const queues = useQueues().data ?? [];
  return (id) => queues.find((queue) => queue.id === id)?.name ?? t("handOver.unknownQueue");
}

type Waited = Pick<HopView, "at" | "acceptedAt" | "acceptedBy" | "acceptBy" | "leftAt" | "queueMs">;

function useStayText(stay: Waited): string {
  return stayText(stay, useNow(), useT());
}

/** How the waiting went, in words. What waits still is counted by the clock on the wall. */
function stayText(stay: Waited, now: number, t: Translate): string {
  if (stay.acceptedAt !== null) {
    const name = stay.acceptedBy?.name ?? t("person.somebody");
    return t("hop.accepted", { name, span: spanInWords(stay.queueMs) });
  }
  if (stay.leftAt !== null) return t("hop.left", { span: spanInWords(stay.queueMs) });
  const waited = spanInWords(now - Date.parse(stay.at));
  if (stay.acceptBy === null) return t("hop.waiting", { span: waited });
  const isOver = Date.parse(stay.acceptBy) <= now;
  return t(isOver ? "hop.overdue" : "hop.waitingUntil", {
    span: waited,
    time: clockTime(stay.acceptBy),
  });
}
