import type { PersonView } from "@circuito/protocol";
import { Button, Dialog, Problem, RadioGroup, Select, TextArea } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { useAgents } from "../workspace/queries.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { peopleApi } from "./people-api.ts";

interface DisableDialogProps {
  readonly person: PersonView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDone: (person: PersonView) => void;
}

/** They may not log in any more; where what they hold goes is said before. */
export function DisableDialog({ person, isOpen, onClose, onDone }: DisableDialogProps) {
  const t = useT();
  const { toasts } = useWorkspace();
  const colleagues = useAgents().agents.filter(({ id }) => id !== person.id);
  const [goesTo, setGoesTo] = useState<"queues" | "colleague">("queues");
  const [colleague, setColleague] = useState<string | null>(null);
  const [note, setNote] = useState(() => t("people.disableNoteText", { name: person.name }));
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const asksColleague = person.held > 0 && goesTo === "colleague";
  const missing = asksColleague && (colleague === null || note.trim() === "");

  async function disable(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    const handTo =
      asksColleague && colleague !== null ? { personId: colleague, note: note.trim() } : null;
    try {
      const done = await peopleApi.disable(person.id, handTo);
      onDone(done.person);
      toasts.add({
        text: t("people.disabledDone", {
          name: person.name,
          handedOver: done.handedOver,
          putBack: done.putBack,
        }),
      });
      onClose();
    } catch (error) {
      setProblem(adminErrorText(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title={t("people.disableTitle", { name: person.name })}
      description={t("people.disableText")}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button
            variant="danger"
            isPending={isBusy}
            disabledReason={missing ? t("people.chooseColleague") : undefined}
            onPress={() => void disable()}
          >
            {t("people.disable")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {problem !== undefined && <Problem>{problem}</Problem>}
        {person.held === 0 ? (
          <p className="text-13 text-fg-2">{t("people.holdsNothing")}</p>
        ) : (
          <RadioGroup<"queues" | "colleague">
            label={t("people.heldGoesTo", { count: person.held })}
            options={[
              {
                id: "queues",
                label: t("people.toQueues"),
                description: t("people.toQueuesText"),
              },
              {
                id: "colleague",
                label: t("people.toColleague"),
                description: t("people.toColleagueText"),
              },
            ]}
            value={goesTo}
            onChange={setGoesTo}
          />
        )}
        {asksColleague && (
          <>
            <Select
              label={t("people.colleague")}
              options={colleagues.map(({ id, name }) => ({ id, label: name }))}
              value={colleague}
              placeholder={t("people.chooseColleague")}
              onChange={setColleague}
            />
            <TextArea
              label={t("people.disableNote")}
              value={note}
              onChange={setNote}
              maxLength={500}
              minRows={2}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}
