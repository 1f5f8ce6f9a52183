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

interface RowChipsProps {
  readonly conversation: ConversationView;
  readonly myId: string;
  readonly now: number;
}

/** Only what changes a decision. */
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
      {promised !== null && promised.state !== "on-time" && <SlaChip {...promised} />}
      {status === "open" && conversation.waitingOn === "agent" && waitingSince !== null && (
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
      {tags[0] !== undefined && (
        <Chip title={tags.join(", ")}>
          {tags.length > 1 ? `${tags[0]} +${tags.length - 1}` : tags[0]}
        </Chip>
      )}
      {!isQueuesList && queue !== undefined && tags.length === 0 && (
        <Chip variant="plain" title={t("fact.queue")}>
          {queue.name}
        </Chip>
      )}
    </>
  );
}
