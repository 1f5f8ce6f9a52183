import { Button, RadioGroup, TextField } from "@circuito/ui";
import { useEffect, useRef, useState } from "react";
import { useT } from "../i18n/translate.ts";

interface DeclineFormProps {
  readonly isPending: boolean;
  readonly onCancel: () => void;
  readonly onDecline: (reason: string) => void;
}

type Reason = "skill" | "busy" | "conflict" | "other";
const REASONS: readonly Reason[] = ["skill", "busy", "conflict", "other"];
/** As the server takes it. */
const REASON_LENGTH_MAX = 500;

/** Why not: one of the usual reasons, or in one's own words. The conversation goes to somebody else. */
export function DeclineForm({ isPending, onCancel, onDecline }: DeclineFormProps) {
  const t = useT();
  const [reason, setReason] = useState<Reason | null>(null);
  const [words, setWords] = useState("");
  const [isChecked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // The button that was pressed is gone: the first reason is where focus goes on.
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const text =
    reason === "other" ? words.trim() : reason === null ? "" : t(`offer.reason.${reason}`);
  return (
    <form
      ref={form}
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (text !== "") onDecline(text);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <RadioGroup<Reason>
        label={t("offer.whyNot")}
        options={REASONS.map((id) => ({ id, label: t(`offer.reason.${id}`) }))}
        value={reason}
        onChange={setReason}
        error={isChecked && reason === null ? t("form.required") : undefined}
      />
      {reason === "other" && (
        <TextField
          label={t("offer.reasonWords")}
          isLabelHidden
          value={words}
          onChange={setWords}
          maxLength={REASON_LENGTH_MAX}
          autoFocus
          error={isChecked && text === "" ? t("form.required") : undefined}
        />
      )}
      <div className="flex gap-2">
        <Button type="submit" isPending={isPending}>
          {t("offer.decline")}
        </Button>
        <Button variant="ghost" onPress={onCancel}>
          {t("action.cancel")}
        </Button>
      </div>
    </form>
  );
}
