import type { ConversationView } from "@circuito/protocol";
import { Button, Checkbox, TextField } from "@circuito/ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useLabels } from "../../workspace/queries.ts";
import { HandOverForm } from "../hand-over-form.tsx";
import { useManyVerbs } from "./use-many-verbs.ts";

/** The protocol's limit. */
const LABEL_LENGTH_MAX = 40;
/** A list that is still looked over; the rest is found by typing. */
const SHOWN_MAX = 12;

/**
 * Labels with a box each: ticked where all of the conversations have it. What is typed narrows the
 * list, and Enter puts it on, new or not; with nothing typed Enter applies.
 */
export function LabelsDialog({
  conversations,
}: {
  readonly conversations: readonly ConversationView[];
}) {
  const t = useT();
  const verbs = useManyVerbs();
  const known = useLabels().data ?? [];
  const [before] = useState(() => new Set(conversations.flatMap(({ tags }) => tags)));
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [typed, setTyped] = useState("");
  const wish = typed.trim().slice(0, LABEL_LENGTH_MAX);
  const key = wish.toLocaleLowerCase();
  const all = [...new Set([...before, ...chosen.keys(), ...known])];
  const shown = all.filter((label) => label.toLocaleLowerCase().includes(key)).slice(0, SHOWN_MAX);
  const exact = all.find((label) => label.toLocaleLowerCase() === key);
  const having = (label: string) => conversations.filter(({ tags }) => tags.includes(label)).length;
  const isOn = (label: string) => chosen.get(label) ?? having(label) === conversations.length;
  const set = (label: string, on: boolean) => setChosen(new Map(chosen).set(label, on));

  function take(): void {
    set(exact ?? wish, true);
    setTyped("");
  }

  return (
    <HandOverForm
      title={t("labels.title", { count: conversations.length })}
      description={t(conversations.length === 1 ? "labels.text" : "labels.textMany")}
      submitLabel={t("action.apply")}
      onSubmit={async () => {
        if (wish !== "") {
          take();
          return false;
        }
        const add = [...chosen].filter(([, on]) => on).map(([label]) => label);
        const remove = [...chosen].filter(([, on]) => !on).map(([label]) => label);
        // The dialog is gone before the server answers: what comes of it is said by itself.
        if (chosen.size > 0) void verbs.label(conversations, add, remove);
        return true;
      }}
    >
      <TextField
        label={t("labels.find")}
        placeholder={t("labels.placeholder")}
        value={typed}
        onChange={setTyped}
        maxLength={LABEL_LENGTH_MAX}
      />
      <fieldset className="flex min-h-24 flex-col">
        <legend className="sr-only">{t("fact.tags")}</legend>
        {shown.map((label) => (
          <Checkbox
            key={label}
            isSelected={isOn(label)}
            isIndeterminate={!chosen.has(label) && !isOn(label) && having(label) > 0}
            onChange={(on) => set(label, on)}
          >
            {label}
          </Checkbox>
        ))}
        {wish !== "" && exact === undefined && (
          <Button variant="ghost" icon={<Plus />} className="self-start" onPress={take}>
            {t("labels.create", { label: wish })}
          </Button>
        )}
      </fieldset>
    </HandOverForm>
  );
}
