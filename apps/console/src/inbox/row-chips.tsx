import type { ConversationView } from "@circuito/protocol";
import { Chip, SlaChip } from "@circuito/ui";
import { useSearch } from "@tanstack/react-router";
import { BellOff, Bot, Flame } from "lucide-react";
import { futureTime, span } from "../i18n/format.ts";
import { pressure, priorityName, URGENCY_TONE } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { promise } from "../promises/promise.ts";
import { useQueue } from "../workspace/queries.ts";
import { holderOf } from "./holder.ts";

/** As wide as it wants to be, and down to a few letters before it goes for want of room. */
const SHORTENED = "flex min-w-0 max-w-max grow basis-12";

interface RowChipsProps {
  readonly conversation: ConversationView;
  readonly myId: string;
  readonly now: number;
}

/**
 * What presses, whose it is, where, and what it is labelled with. How long the customer waits is said where no promise tells how long they still may.
 */
export function RowChips({ conversation, myId, now }: RowChipsProps) {
  const t = useT();
  const { status, snoozedUntil, assignee, waitingSince, tags } = conversation;
  const pressing = pressure(conversation);
  const isQueuesList = useSearch({ strict: false, select: (search) => "queue" in search });
  const queue = useQueue(conversation.queueId);
  const promised = promise(conversation, now);
  const holder = holderOf(conversation, now);
  return (
    <>
      {status === "snoozed" && snoozedUntil !== null && (
        <Chip tone="snooze" icon={<BellOff />}>
          {futureTime(snoozedUntil, now)}
        </Chip>
      )}
      {(pressing === "high" || pressing === "urgent") && (
        <Chip tone={URGENCY_TONE[pressing]} icon={<Flame />}>
          {priorityName(pressing)}
        </Chip>
      )}
      {promised !== null && <SlaChip {...promised} />}
      {promised === null &&
        status === "open" &&
        conversation.waitingOn === "agent" &&
        waitingSince !== null && (
          <Chip variant="plain" title={t("row.waitingSince")}>
            {span(now - Date.parse(waitingSince))}
          </Chip>
        )}
      {conversation.inMenu && (
        <Chip variant="outline" icon={<Bot />} title={t("fact.inMenu")}>
          {t("row.inMenu")}
        </Chip>
      )}
      {status === "open" && assignee === null && !conversation.inMenu && (
        <Chip tone="accent">{t("row.new")}</Chip>
      )}
      {holder !== null && holder.id !== myId && (
        <Chip variant="outline" title={holder.name}>
          {t("row.assignedTo", { name: holder.name.split(" ")[0] })}
        </Chip>
      )}
      {!isQueuesList && queue !== undefined && (
        <span className={SHORTENED}>
          <Chip variant="plain" title={t("fact.queue")}>
            {queue.name}
          </Chip>
        </span>
      )}
      {tags[0] !== undefined && (
        <span className={SHORTENED}>
          <Chip title={tags.join(", ")}>
            {tags.length > 1 ? `${tags[0]} +${tags.length - 1}` : tags[0]}
          </Chip>
        </span>
      )}
    </>
  );
}
