import type { SurveyPolicyView } from "@circuito/protocol";
import { SCORE_BANDS, saySurvey } from "@circuito/protocol/surveys-text";
import { Select } from "@circuito/ui";
import { useState } from "react";
import { channelTitle } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useInboxes } from "../workspace/queries.ts";
import type { SurveyLanguage } from "./survey-editor.tsx";

const BUBBLE =
  "rounded-bubble bg-bubble-out px-3 py-2 text-14 break-words whitespace-pre-wrap text-fg";

interface SurveyPreviewProps {
  readonly policy: SurveyPolicyView;
  readonly language: SurveyLanguage;
}

/** As a customer reads it, and answers it, on each channel: by the same words that are sent. */
export function SurveyPreview({ policy, language }: SurveyPreviewProps) {
  const t = useT();
  const inboxes = useInboxes().data ?? [];
  const channels = [...new Set(["sms", ...inboxes.map(({ channel }) => channel)])];
  const [channel, setChannel] = useState(channels[1] ?? "sms");
  const said = saySurvey(
    // Of nobody: only its words are shown.
    "" as Parameters<typeof saySurvey>[0],
    {
      ...policy,
      question: written(policy.question),
      followUp: Object.fromEntries(
        SCORE_BANDS.map((band) => [band, written(policy.followUp[band] ?? {})]),
      ),
    },
    { channel, language },
    {
      protocol: "261127-00000GF8",
      customerName: t("survey.previewCustomer"),
      company: t("survey.previewCompany"),
    },
  );
  const choices = said.chat?.choices ?? [];
  const { links } = said.ask;
  return (
    <section aria-label={t("survey.preview")} className="flex min-w-0 flex-col gap-2">
      <h3 className="text-12 font-medium text-fg-2">{t("survey.preview")}</h3>
      <Select
        label={t("survey.previewOn")}
        isLabelHidden
        placeholder=""
        options={channels.map((id) => ({ id, label: channelTitle(id) }))}
        value={channel}
        onChange={setChannel}
      />
      <p className={BUBBLE}>
        {said.text}
        {links.map(({ title }) => (
          <span key={title} className="block pt-1">
            {title}: <span className="text-accent-text underline">https://…/a/…</span>
          </span>
        ))}
      </p>
      {choices.length > 0 && (
        <ul className="flex flex-wrap gap-1">
          {choices.map(({ id, title }) => (
            <li
              key={id}
              className="min-w-9 grow rounded-control border border-line px-2 py-1.5 text-center text-14 text-accent-text"
            >
              {title}
            </li>
          ))}
        </ul>
      )}
      <p className="text-12 text-fg-2">
        {t(
          links.length > 0
            ? "survey.previewMail"
            : choices.length > 0
              ? "survey.previewButtons"
              : "survey.previewNumber",
        )}
      </p>
      {said.survey.why && (
        <>
          <p className={BUBBLE}>{said.survey.why.low}</p>
          <p className="text-12 text-fg-2">{t("survey.previewWhy")}</p>
        </>
      )}
    </section>
  );
}

/** What has no words has the built-in ones. */
function written(words: SurveyPolicyView["question"]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([language, text]) => (text ? [[language, text]] : [])),
  );
}
