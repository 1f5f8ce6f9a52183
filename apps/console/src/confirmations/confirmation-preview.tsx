import {
  CONFIRMATION_WORDS,
  confirmationChoices,
  fillAskWords,
} from "@circuito/protocol/asks-text";
import { smsPartsOf } from "@circuito/protocol/writing-text";
import { Select } from "@circuito/ui";
import { useState } from "react";
import { channelTitle } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useInboxes, useQueues } from "../workspace/queries.ts";
import { useMe } from "../workspace/workspace-context.ts";
import type { AskLanguage } from "./confirmation-editor.tsx";

interface ConfirmationPreviewProps {
  /** As they are written; none: the built-in ones. */
  readonly words: string;
  readonly language: AskLanguage;
  /** `null`: of all of them, one at a time. */
  readonly channel: string | null;
}

/** As a customer called Marina reads it, and answers it, on each channel. */
export function ConfirmationPreview({ words, language, channel }: ConfirmationPreviewProps) {
  const t = useT();
  const inboxes = useInboxes().data ?? [];
  const channels =
    channel === null ? [...new Set(inboxes.map((inbox) => inbox.channel))] : [channel];
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = chosen !== null && channels.includes(chosen) ? chosen : (channels[0] ?? "sms");
  const text = useExample(words, language);
  return (
    <section aria-label={t("confirmation.preview")} className="flex min-w-0 flex-col gap-2">
      <h3 className="text-12 font-medium text-fg-2">{t("confirmation.preview")}</h3>
      <Select
        label={t("confirmation.previewOn")}
        isLabelHidden
        placeholder=""
        options={channels.map((id) => ({ id, label: channelTitle(id) }))}
        value={shown}
        onChange={setChosen}
      />
      <Message channel={shown} text={text} language={language} />
    </section>
  );
}

function useExample(words: string, language: AskLanguage): string {
  const t = useT();
  const me = useMe();
  const queues = useQueues().data ?? [];
  return fillAskWords(words.trim() || CONFIRMATION_WORDS[language].question, {
    customerName: t("confirmation.previewCustomer"),
    protocol: "261127-00000GF8",
    agentName: me.name,
    company: t("confirmation.previewCompany"),
    queueName: queues[0]?.name,
  });
}

/** Channels whose customers press; the others write a number. */
const WITH_BUTTONS = new Set(["whatsapp", "webchat"]);
const BUBBLE =
  "rounded-bubble bg-bubble-out px-3 py-2 text-14 break-words whitespace-pre-wrap text-fg";

function Message({
  channel,
  text,
  language,
}: {
  readonly channel: string;
  readonly text: string;
  readonly language: AskLanguage;
}) {
  const t = useT();
  const choices = confirmationChoices(language);
  if (channel === "email" || channel === "form") {
    return (
      <>
        <p className={BUBBLE}>
          {text}
          {choices.map(({ value, title }) => (
            <span key={value} className="block pt-2">
              {title}: <span className="text-accent-text underline">https://…/a/…</span>
            </span>
          ))}
        </p>
        <p className="text-12 text-fg-2">{t("confirmation.previewMail")}</p>
      </>
    );
  }
  if (WITH_BUTTONS.has(channel)) {
    return (
      <>
        <p className={BUBBLE}>{text}</p>
        <ul className="flex flex-col gap-1">
          {choices.map(({ value, title }) => (
            <li
              key={value}
              className="rounded-control border border-line px-3 py-1.5 text-center text-14 text-accent-text"
            >
              {title}
            </li>
          ))}
        </ul>
        <p className="text-12 text-fg-2">{t("confirmation.previewButtons")}</p>
      </>
    );
  }
  const numbered = choices.map(({ typed, title }) => `${typed}. ${title}`).join("\n");
  const { parts } = smsPartsOf(`${text}\n\n${numbered}`);
  return (
    <>
      <p className={BUBBLE}>{`${text}\n\n${numbered}`}</p>
      <p className="text-12 text-fg-2">{t("confirmation.previewNumbers", { parts })}</p>
    </>
  );
}
