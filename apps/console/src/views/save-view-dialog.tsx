import { newId } from "@circuito/realtime";
import { Switch, TextField } from "@circuito/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { searchOf, viewOf } from "../inbox/list-filter.ts";
import { HandOverForm } from "../verbs/hand-over-form.tsx";
import { useInboxPlace } from "../workspace/navigation.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";

/** The protocol's limit. */
const NAME_LENGTH_MAX = 60;

/** Keeps the list on screen under a name: one's own, or everybody's. */
export function SaveViewDialog() {
  const t = useT();
  const me = useMe();
  const { toasts } = useWorkspace();
  const { search, refine } = useInboxPlace();
  const queries = useQueryClient();
  // Made once: a second press saves the same view.
  const [id] = useState(newId);
  const [name, setName] = useState("");
  const [isShared, setShared] = useState(false);
  const [isChecked, setChecked] = useState(false);
  return (
    <HandOverForm
      title={t("view.save")}
      description={t("view.saveText")}
      submitLabel={t("action.save")}
      onSubmit={async () => {
        setChecked(true);
        if (name.trim() === "") return false;
        const filter = viewOf(search);
        await api.createView({ id, name: name.trim(), isShared, filter });
        await queries.invalidateQueries({ queryKey: ["views"] });
        refine({ ...searchOf(filter, id), ...(search.q === undefined ? {} : { q: search.q }) });
        toasts.add({ text: t("view.saved", { name: name.trim() }), tone: "ok" });
        return true;
      }}
    >
      <TextField
        label={t("view.name")}
        value={name}
        onChange={setName}
        maxLength={NAME_LENGTH_MAX}
        isRequired
        error={isChecked && name.trim() === "" ? t("form.required") : undefined}
      />
      {me.role !== "agent" && (
        <Switch isSelected={isShared} onChange={setShared}>
          {t("view.shared")}
        </Switch>
      )}
    </HandOverForm>
  );
}
