import type { PersonView } from "@circuito/protocol";
import { Button, Checkbox, Chip, IconButton, Problem, TextField } from "@circuito/ui";
import { X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { dayTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { useNow } from "../workspace/use-now.ts";
import { peopleApi } from "./people-api.ts";

interface AbsenceListProps {
  readonly person: PersonView;
  readonly onChanged: (person: PersonView) => void;
}

/** When somebody will not be there, and what becomes of what they hold then. */
export function AbsenceList({ person, onChanged }: AbsenceListProps) {
  const t = useT();
  const now = useNow();
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [putsBack, setPutsBack] = useState(true);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  async function attempt(work: () => Promise<PersonView>): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      onChanged(await work());
      setFrom("");
      setUntil("");
    } catch (error) {
      setProblem(adminErrorText(error));
    } finally {
      setBusy(false);
    }
  }

  function add(event: FormEvent): void {
    event.preventDefault();
    void attempt(() =>
      peopleApi.addAbsence(person.id, {
        from: new Date(from).toISOString(),
        until: new Date(until).toISOString(),
        putsBack,
      }),
    );
  }

  const isInverted = from !== "" && until !== "" && until <= from;
  return (
    <>
      {person.absences.length > 0 && (
        <ul className="flex flex-col divide-y divide-line-subtle rounded-pane border border-line">
          {person.absences.map((absence) => {
            const when = t("people.absenceWhen", {
              from: dayTime(absence.from),
              until: dayTime(absence.until),
            });
            return (
              <li
                key={absence.id}
                className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 text-13"
              >
                <span className="min-w-0 grow">{when}</span>
                {Date.parse(absence.from) <= now && (
                  <Chip tone="info">{t("people.absentNow")}</Chip>
                )}
                <span className="text-12 text-fg-2">
                  {t(absence.putsBack ? "people.putsBack" : "people.keeps")}
                </span>
                <IconButton
                  size="small"
                  label={t("people.removeAbsence", { when })}
                  icon={<X />}
                  onPress={() => void attempt(() => peopleApi.removeAbsence(person.id, absence.id))}
                />
              </li>
            );
          })}
        </ul>
      )}
      <form onSubmit={add} className="flex flex-col gap-3">
        {problem !== undefined && <Problem>{problem}</Problem>}
        <div className="flex flex-wrap items-end gap-3">
          <TextField
            label={t("people.absentFrom")}
            type="datetime-local"
            value={from}
            onChange={setFrom}
            className="w-52"
          />
          <TextField
            label={t("people.absentUntil")}
            type="datetime-local"
            value={until}
            onChange={setUntil}
            className="w-52"
            error={isInverted ? t("people.absenceInverted") : undefined}
          />
          <Button
            type="submit"
            isPending={isBusy}
            disabledReason={
              from === "" || until === "" || isInverted ? t("people.absenceNeedsDates") : undefined
            }
          >
            {t("people.addAbsence")}
          </Button>
        </div>
        <Checkbox isSelected={putsBack} onChange={setPutsBack}>
          {t("people.putsBackAsk")}
        </Checkbox>
      </form>
    </>
  );
}
