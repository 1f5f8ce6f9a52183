import type { ProcedureStepView } from "@circuito/protocol";
import {
  isWebAddress,
  readAnswer,
  STEP_ANSWER_LENGTH_MAX,
} from "@circuito/protocol/procedure-text";
import type { QuickReplyPiece } from "@circuito/protocol/writing-text";
import { Button, Chip, RadioGroup, TextButton, TextField } from "@circuito/ui";
import { CornerDownLeft, ExternalLink } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { CategoryFields } from "../../categories/category-fields.tsx";
import { useT } from "../../i18n/translate.ts";
import { Pieces } from "../../writing/suggestions.tsx";
import { KIND_ICONS, KIND_NAMES } from "../step-words.ts";

/** What becomes of the step that is next. */
export interface StepAnswer {
  readonly outcome: "done" | "skipped";
  readonly answer: string | null;
}

export interface StepFormProps {
  readonly step: ProcedureStepView;
  readonly isLast: boolean;
  /** Why nothing can be done now, in words. */
  readonly disabledReason?: string | undefined;
  /** Of a `text`: its words with what is known of the conversation put in. */
  readonly pieces: readonly QuickReplyPiece[];
  readonly isInReply: boolean;
  readonly onPutInReply: () => void;
  readonly onTake: (answer: StepAnswer) => Promise<void>;
}

/** The step that is next, large: what is to be done, its answer, and the way on. */
export function StepForm(props: StepFormProps) {
  const { step, isLast, disabledReason, pieces, isInReply, onPutInReply, onTake } = props;
  const t = useT();
  const titleId = useId();
  const [answer, setAnswer] = useState("");
  const [isNoting, setNoting] = useState(false);
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);
  const { kind, title, body, url, field, isRequired, choices } = step;
  const Icon = KIND_ICONS[kind];
  const isFree = kind === "check" || kind === "text" || kind === "link";
  const canPutIn = kind === "text" && !isInReply;

  const change = (typed: string) => {
    setAnswer(typed);
    setError(undefined);
  };

  async function take(outcome: StepAnswer["outcome"]) {
    if (disabledReason !== undefined || isPending) return;
    setPending(true);
    await onTake({ outcome, answer: outcome === "done" ? readAnswer(step, answer) : null });
    setPending(false);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const mistake = mistakeIn();
    setError(mistake);
    if (mistake === undefined) void take("done");
  }

  function mistakeIn(): string | undefined {
    if (isFree) return undefined;
    if (answer.trim() === "") {
      return t(kind === "decision" ? "procedures.choose" : "procedures.needsAnswer");
    }
    return readAnswer(step, answer) === null ? t("procedures.unreadable") : undefined;
  }

  return (
    <form
      noValidate
      aria-labelledby={titleId}
      data-current-step
      onSubmit={submit}
      className="flex flex-col gap-3"
    >
      <div className="flex flex-col gap-1">
        <p className="flex items-center gap-1.5 text-12 text-fg-2">
          <Icon aria-hidden="true" className="lucide size-3.5 flex-none" />
          {t(KIND_NAMES[kind])}
          {isRequired && <Chip variant="plain">{t("procedures.required")}</Chip>}
        </p>
        <h4 id={titleId} className="text-16 font-semibold break-words">
          {title}
        </h4>
        {kind === "text" ? (
          <blockquote className="rounded-control border-line border-l-2 bg-sunken px-3 py-2 text-13 break-words whitespace-pre-wrap">
            <Pieces pieces={pieces} />
          </blockquote>
        ) : (
          body !== "" && <p className="text-13 break-words whitespace-pre-wrap text-fg-2">{body}</p>
        )}
      </div>
      {kind === "link" && isWebAddress(url) && (
        <a
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          className="ring-focus inline-flex min-w-0 items-center gap-1.5 self-start rounded-sm text-13 font-medium text-accent-text hover:underline"
        >
          <ExternalLink aria-hidden="true" className="lucide size-3.5 flex-none" />
          <span className="min-w-0 truncate">
            {t("procedures.openLink", { host: hostOf(url) })}
          </span>
        </a>
      )}
      {kind === "ask" && (
        <TextField
          label={t("procedures.answer")}
          value={answer}
          onChange={change}
          maxLength={STEP_ANSWER_LENGTH_MAX}
          autoComplete="off"
          error={error}
        />
      )}
      {kind === "field" && field !== null && (
        <CategoryFields
          fields={[{ key: "answer", label: t("procedures.answer"), kind: field, need: "never" }]}
          values={{ answer }}
          onChange={(_, typed) => change(typed)}
          errors={error === undefined ? {} : { answer: error }}
        />
      )}
      {kind === "decision" && (
        <RadioGroup
          label={t("procedures.choose")}
          isLabelHidden
          options={choices.map(({ label }) => ({ id: label, label }))}
          value={answer === "" ? null : answer}
          onChange={change}
          error={error}
        />
      )}
      {isFree && isNoting && (
        <TextField
          label={t("procedures.note")}
          value={answer}
          onChange={change}
          maxLength={STEP_ANSWER_LENGTH_MAX}
          autoComplete="off"
          autoFocus
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {canPutIn && (
          <Button
            variant="primary"
            icon={<CornerDownLeft />}
            disabledReason={disabledReason}
            onPress={onPutInReply}
          >
            {t("procedures.putInReply")}
          </Button>
        )}
        <Button
          type="submit"
          variant={canPutIn ? "secondary" : "primary"}
          isPending={isPending}
          disabledReason={disabledReason}
        >
          {t(isLast ? "procedures.finish" : isFree ? "procedures.done" : "procedures.goOn")}
        </Button>
        {!isRequired && kind !== "decision" && (
          <Button
            variant="ghost"
            disabledReason={disabledReason}
            onPress={() => void take("skipped")}
          >
            {t("procedures.skip")}
          </Button>
        )}
        {isFree && !isNoting && (
          <TextButton onPress={() => setNoting(true)} className="text-12 text-fg-2">
            {t("procedures.addNote")}
          </TextButton>
        )}
      </div>
    </form>
  );
}

const hostOf = (url: string): string => new URL(url).host;
