import { Button, Callout, TextField } from "@circuito/ui";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api } from "../../api/client.ts";
import { useT } from "../../i18n/translate.ts";
import { useIsOnline, useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";

/** A name is all it takes; the code comes next. */
export function PhoneStart() {
  const t = useT();
  const navigate = useNavigate();
  const { queries } = useWorkspace();
  const isOnline = useIsOnline();
  const [name, setName] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function create(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === "" || isSaving) return;
    setSaving(true);
    setProblem(null);
    try {
      const { id } = await api.createInbox({
        name: name.trim(),
        channel: "whatsapp",
        settings: { transport: "web" },
      });
      await queries.invalidateQueries({ queryKey: ["inboxes"] });
      await navigate({ to: "/channels/whatsapp/$inboxId", params: { inboxId: id } });
    } catch (error) {
      setProblem(channelErrorText(error));
      setSaving(false);
    }
  }

  return (
    <form onSubmit={create} className="flex flex-col gap-4">
      <TextField
        label={t("whatsapp.name")}
        description={t("whatsapp.nameText")}
        autoComplete="off"
        maxLength={NAME_LENGTH_MAX}
        isRequired
        validationBehavior="aria"
        value={name}
        onChange={setName}
        error={isChecked && name.trim() === "" ? t("form.required") : undefined}
      />
      <div role="status" className="empty:-mt-4">
        {problem !== null && <Callout tone="danger">{problem}</Callout>}
      </div>
      <div>
        <Button
          type="submit"
          variant="primary"
          isPending={isSaving}
          disabledReason={isOnline ? undefined : t("problem.needsConnection")}
        >
          {t("whatsapp.createAndPair")}
        </Button>
      </div>
    </form>
  );
}

/** The protocol's limit for an inbox's name. */
export const NAME_LENGTH_MAX = 120;
