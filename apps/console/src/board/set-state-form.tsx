import type { AgentNowView } from "@circuito/protocol";
import { Button, Problem, Select, TextArea } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { supervisionApi } from "../api/supervision.ts";
import { useT } from "../i18n/translate.ts";
import { breakChoices, presenceChoices } from "../presence/presence-labels.ts";
import { useBreaks } from "../presence/use-breaks.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useIsOnline, useWorkspace } from "../workspace/workspace-context.ts";

/** The protocol's limit for what they are told. */
const NOTE_LENGTH_MAX = 300;

/** Sets somebody's state; they are told who did it and why, and may change it. */
export function SetStateForm({ agent }: { readonly agent: AgentNowView }) {
  const t = useT();
  const { toasts } = useWorkspace();
  const isOnline = useIsOnline();
  const choices = [...presenceChoices(), ...breakChoices(useBreaks())];
  const now = agent.wanted === "away" ? `away:${agent.wantedReason}` : agent.wanted;
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isChanged = chosen !== null && chosen !== now;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    const choice = choices.find(({ id }) => id === chosen);
    if (choice === undefined || note.trim() === "" || isBusy) return;
    setBusy(true);
    setError(null);
    try {
      const { wanted, reason } = choice;
      await supervisionApi.setPresenceOf(agent.id, {
        wanted,
        note: note.trim(),
        ...(reason === undefined ? {} : { reason }),
      });
      toasts.add({
        text: t("board.agent.stateSet", { name: agent.name, state: choice.label }),
        tone: "ok",
      });
      setChosen(null);
      setNote("");
      setChecked(false);
    } catch (refusal) {
      setError(errorText(refusal));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      {error !== null && <Problem>{error}</Problem>}
      <Select
        label={t("board.agent.setState")}
        placeholder={t("board.agent.setState")}
        options={choices.map(({ id, label }) => ({ id, label }))}
        value={chosen ?? (choices.some(({ id }) => id === now) ? now : null)}
        onChange={setChosen}
      />
      {isChanged && (
        <>
          <TextArea
            label={t("board.agent.why")}
            description={t("board.agent.whyText", { name: agent.name })}
            minRows={2}
            maxLength={NOTE_LENGTH_MAX}
            value={note}
            onChange={setNote}
            isRequired
            error={isChecked && note.trim() === "" ? t("form.required") : undefined}
          />
          <Button
            type="submit"
            variant="primary"
            className="self-start"
            isPending={isBusy}
            disabledReason={isOnline ? undefined : t("problem.needsConnection")}
          >
            {t("board.agent.setState")}
          </Button>
        </>
      )}
    </form>
  );
}
