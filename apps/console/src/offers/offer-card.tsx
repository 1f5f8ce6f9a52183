import type { OfferView } from "@circuito/protocol";
import { Button, ChannelGlyph, Chip } from "@circuito/ui";
import { useState } from "react";
import { spanInWords } from "../i18n/format.ts";
import { channelGlyph, channelName, previewText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useQueue } from "../workspace/queries.ts";
import { useNow } from "../workspace/use-now.ts";
import { DeclineForm } from "./decline-form.tsx";
import { useAnswerOffer } from "./use-answer-offer.ts";
import { useSecondsLeft } from "./use-seconds-left.ts";

interface OfferCardProps {
  readonly offer: OfferView;
  /** Its keys are shown and heard: those of the oldest one. */
  readonly hasKeys: boolean;
}

/** The last seconds are told in another colour. */
const HURRY_SECONDS = 10;

/** A conversation that waits for a yes or a no: who, since when, what about, and how long there is. */
export function OfferCard({ offer, hasKeys }: OfferCardProps) {
  const t = useT();
  const now = useNow();
  const answer = useAnswerOffer();
  const queue = useQueue(offer.queueId);
  const secondsLeft = useSecondsLeft(offer.expiresAt);
  const [isDeclining, setDeclining] = useState(false);
  const [isBack, setBack] = useState(false);
  const [isPending, setPending] = useState(false);
  const { conversation } = offer;
  const isHurry = secondsLeft <= HURRY_SECONDS;
  const name = nameOf(conversation);
  const wholeSeconds = (Date.parse(offer.expiresAt) - Date.parse(offer.offeredAt)) / 1_000;
  const waitedMs = now - Date.parse(conversation.waitingSince ?? conversation.arrivedAt);

  async function perform(act: Promise<void>): Promise<void> {
    setPending(true);
    await act;
    setPending(false);
  }

  if (secondsLeft === 0) return null;
  return (
    <article
      aria-label={t("offer.label", { name })}
      className="overflow-hidden rounded-pane border border-line bg-raised shadow-menu"
    >
      <div
        aria-hidden="true"
        className={
          isHurry
            ? "h-1 bg-warn-icon transition-[width] duration-300 ease-linear"
            : "h-1 bg-accent transition-[width] duration-300 ease-linear"
        }
        style={{ width: `${Math.min(100, (100 * secondsLeft) / wholeSeconds)}%` }}
      />
      <div className="flex flex-col gap-2 p-3.5">
        <header className="flex items-center gap-2">
          <ChannelGlyph
            channel={channelGlyph(conversation.channel)}
            label={channelName(conversation.channel)}
          />
          <h3 className="min-w-0 grow truncate text-14 font-semibold">{name}</h3>
          <span
            role="timer"
            aria-label={t("offer.secondsLeft", { count: secondsLeft })}
            className={`text-13 font-medium tabular-nums ${isHurry ? "text-warn-text" : "text-fg-2"}`}
          >
            {t("offer.seconds", { count: secondsLeft })}
          </span>
        </header>
        <p className="line-clamp-2 text-13 break-words text-fg-2">
          {previewText(conversation.preview, conversation.previewLengthMs)}
        </p>
        <p className="flex flex-wrap items-center gap-1.5 text-12 text-fg-2">
          {queue !== undefined && <Chip tone="neutral">{queue.name}</Chip>}
          {t("offer.waits", { span: spanInWords(waitedMs) })}
        </p>
        {isDeclining ? (
          <DeclineForm
            isPending={isPending}
            onCancel={() => {
              setDeclining(false);
              setBack(true);
            }}
            onDecline={(reason) => void perform(answer.decline(offer, reason))}
          />
        ) : (
          <footer className="mt-1 flex items-center gap-2">
            <Button
              variant="primary"
              isPending={isPending}
              keys={hasKeys ? keyCaps("acceptOffer") : undefined}
              onPress={() => void perform(answer.accept(offer))}
            >
              {t("offer.accept")}
            </Button>
            <Button variant="ghost" autoFocus={isBack} onPress={() => setDeclining(true)}>
              {t("offer.decline")}
            </Button>
          </footer>
        )}
      </div>
    </article>
  );
}
