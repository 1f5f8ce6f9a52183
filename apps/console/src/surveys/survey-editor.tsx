import type { SurveyPolicyView } from "@circuito/protocol";
import {
  RESPOND_WITHIN_MAX_MS,
  RESPOND_WITHIN_MIN_MS,
  SCORE_BANDS,
  SURVEY_DELAY_MAX_MS,
  SURVEY_FOLLOW_UPS,
  SURVEY_QUESTIONS,
  SURVEY_WORDS_LENGTH_MAX,
} from "@circuito/protocol/surveys-text";
import { unknownVariables } from "@circuito/protocol/writing-text";
import {
  Button,
  Dialog,
  DurationField,
  Switch,
  Tabs,
  TagField,
  TextArea,
  TextField,
} from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { channelTitle, levelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useClosing } from "../settings/use-closing.tsx";
import { useInboxes, useQueues } from "../workspace/queries.ts";
import { SurveyPreview } from "./survey-preview.tsx";

const LANGUAGES = ["pt-BR", "en", "es"] as const;
export type SurveyLanguage = (typeof LANGUAGES)[number];
const LEVELS = ["1", "2", "3"] as const;

interface SurveyEditorProps {
  readonly policy: SurveyPolicyView;
  readonly isNew: boolean;
  /** Into the page's draft: the page saves all of them. */
  readonly onKeep: (policy: SurveyPolicyView) => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** One survey: for whom, when, in which words, and how customers see it. */
export function SurveyEditor({ policy, isNew, onKeep, onRemove, onClose }: SurveyEditorProps) {
  const t = useT();
  const [form, setForm] = useState(policy);
  const [language, setLanguage] = useState<SurveyLanguage>("pt-BR");
  const [isChecked, setChecked] = useState(false);
  const change = (part: Partial<SurveyPolicyView>) => setForm((now) => ({ ...now, ...part }));

  const isNameWrong = form.name.trim() === "";
  const isDelayWrong = form.delayMs > SURVEY_DELAY_MAX_MS;
  const isTimeWrong =
    form.respondWithinMs < RESPOND_WITHIN_MIN_MS || form.respondWithinMs > RESPOND_WITHIN_MAX_MS;
  const badLanguage = LANGUAGES.find((one) => unknownIn(form, one).length > 0);

  /** @returns whether it is in the page's draft now */
  async function keep(): Promise<boolean> {
    setChecked(true);
    if (badLanguage !== undefined) setLanguage(badLanguage);
    if (isNameWrong || isDelayWrong || isTimeWrong || badLanguage !== undefined) {
      return false;
    }
    onKeep({ ...form, name: form.name.trim() });
    return true;
  }
  const { close, question } = useClosing(form, keep, onClose);

  const unknown = unknownIn(form, language);
  const wrong = (is: boolean, words: string) => (isChecked && is ? { error: words } : {});
  const unit = (id: "minute" | "hour" | "day") => ({ id, label: t(`survey.unit.${id}`) });
  return (
    <Dialog
      isOpen
      onOpenChange={close}
      size="large"
      title={t(isNew ? "survey.new" : "survey.edit", { kind: form.kind.toUpperCase() })}
      closeLabel={t("action.close")}
      footer={
        <>
          {!isNew && (
            <Button variant="ghost" onPress={onRemove}>
              {t("survey.remove")}
            </Button>
          )}
          <Button type="submit" form="survey" variant="primary">
            {t("survey.keep")}
          </Button>
        </>
      }
    >
      <form
        id="survey"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void keep();
        }}
        className="grid gap-x-6 gap-y-4 pb-4 min-[720px]:grid-cols-[3fr_2fr]"
      >
        <div className="flex min-w-0 flex-col gap-4">
          <TextField
            label={t("survey.name")}
            value={form.name}
            onChange={(name) => change({ name })}
            maxLength={120}
            isRequired
            {...wrong(isNameWrong, t("form.required"))}
          />
          <Switch
            isSelected={form.enabled}
            onChange={(enabled) => change({ enabled })}
            description={t("survey.enabledText")}
          >
            {t("survey.enabled")}
          </Switch>
          <Scope scope={form.scope} onChange={(scope) => change({ scope })} />
          <DurationField
            label={t("survey.delay")}
            description={t("survey.delayText")}
            unitLabel={t("settings.unitOf", { field: t("survey.delay") })}
            units={[unit("minute"), unit("hour"), unit("day")]}
            value={form.delayMs}
            onChange={(ms) => change({ delayMs: ms ?? 0 })}
            className="max-w-sm"
            {...wrong(isDelayWrong, t("survey.delayWrong"))}
          />
          <DurationField
            label={t("survey.respondWithin")}
            unitLabel={t("settings.unitOf", { field: t("survey.respondWithin") })}
            units={[unit("hour"), unit("day")]}
            value={form.respondWithinMs}
            onChange={(ms) => change({ respondWithinMs: ms ?? 0 })}
            className="max-w-sm"
            {...wrong(isTimeWrong, t("survey.respondWithinWrong"))}
          />
          <Switch
            isSelected={form.asksWhy}
            onChange={(asksWhy) => change({ asksWhy })}
            description={t("survey.asksWhyText")}
          >
            {t("survey.asksWhy")}
          </Switch>
          <Tabs
            label={t("survey.languages")}
            tabs={LANGUAGES.map((id) => ({ id, label: t(`survey.language.${id}`) }))}
            value={language}
            onChange={setLanguage}
          >
            <div className="flex flex-col gap-4 pt-3">
              <TextArea
                label={t("survey.question")}
                description={t("survey.wordsText")}
                placeholder={SURVEY_QUESTIONS[form.kind][language]}
                value={form.question[language] ?? ""}
                onChange={(typed) => change({ question: { ...form.question, [language]: typed } })}
                maxLength={SURVEY_WORDS_LENGTH_MAX}
                minRows={2}
                maxRows={6}
                {...wrong(unknown.length > 0, t("survey.unknown", { names: unknown.join(", ") }))}
              />
              {form.asksWhy &&
                SCORE_BANDS.map((band) => (
                  <TextField
                    key={band}
                    label={t(`survey.followUp.${band}`)}
                    placeholder={SURVEY_FOLLOW_UPS[band][language]}
                    value={form.followUp[band]?.[language] ?? ""}
                    onChange={(typed) =>
                      change({
                        followUp: {
                          ...form.followUp,
                          [band]: { ...form.followUp[band], [language]: typed },
                        },
                      })
                    }
                    maxLength={SURVEY_WORDS_LENGTH_MAX}
                  />
                ))}
            </div>
          </Tabs>
        </div>
        <SurveyPreview policy={form} language={language} />
      </form>
      {question}
    </Dialog>
  );
}

function unknownIn({ question, followUp }: SurveyPolicyView, language: SurveyLanguage) {
  const texts = [question, ...SCORE_BANDS.map((band) => followUp[band])];
  return texts.flatMap((words) => unknownVariables(words?.[language] ?? ""));
}

interface ScopeProps {
  readonly scope: SurveyPolicyView["scope"];
  readonly onChange: (scope: SurveyPolicyView["scope"]) => void;
}

/** Which conversations it is for; nothing chosen is all. */
function Scope({ scope, onChange }: ScopeProps) {
  const t = useT();
  const queues = useQueues().data ?? [];
  const channels = [...new Set((useInboxes().data ?? []).map(({ channel }) => channel))];
  const texts = {
    emptyText: t("survey.nothingFound"),
    removeLabel: (label: string) => t("survey.takeOut", { label }),
  };
  return (
    <>
      <TagField
        {...texts}
        label={t("survey.queues")}
        placeholder={t("survey.allQueues")}
        options={queues.map(({ id, name }) => ({ id, label: name }))}
        value={scope.queueIds}
        onChange={(queueIds) => onChange({ ...scope, queueIds: [...queueIds] })}
      />
      <TagField
        {...texts}
        label={t("survey.levels")}
        placeholder={t("survey.allLevels")}
        options={LEVELS.map((id) => ({ id, label: levelName(Number(id)) }))}
        value={scope.levels.map((level) => `${level}` as const)}
        onChange={(ids) => onChange({ ...scope, levels: ids.map((id) => Number(id) as 1 | 2 | 3) })}
      />
      <TagField
        {...texts}
        label={t("survey.channels")}
        placeholder={t("survey.allChannels")}
        options={channels.map((id) => ({ id, label: channelTitle(id) }))}
        value={scope.channels}
        onChange={(chosen) => onChange({ ...scope, channels: [...chosen] })}
      />
    </>
  );
}
