import { Button, Callout, TextField } from "@circuito/ui";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api } from "../../api/client.ts";
import { ApiError } from "../../api/request.ts";
import { useT } from "../../i18n/translate.ts";
import { useIsOnline, useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { CloudFields } from "./cloud-fields.tsx";
import { NAME_LENGTH_MAX } from "./phone-start.tsx";
import { rememberVerifyToken } from "./verify-tokens.ts";
import {
  type CloudForm,
  cloudFormOf,
  cloudSettingsOf,
  type Mistake,
  mistakesFromServer,
  mistakesInCloud,
} from "./whatsapp-settings.ts";

/** The account at Meta; with it the inbox is made, and has an address for webhooks. */
export function CloudStart() {
  const t = useT();
  const navigate = useNavigate();
  const { queries } = useWorkspace();
  const isOnline = useIsOnline();
  const [name, setName] = useState("");
  const [form, setForm] = useState<CloudForm>(() => cloudFormOf({}));
  const [isChecked, setChecked] = useState(false);
  const [refused, setRefused] = useState<Readonly<Record<string, Mistake>>>({});
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const mistakes = isChecked ? { ...refused, ...mistakesInCloud(form) } : {};

  async function create(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === "" || Object.keys(mistakesInCloud(form)).length > 0 || isSaving) return;
    setSaving(true);
    setProblem(null);
    try {
      const { id } = await api.createInbox({
        name: name.trim(),
        channel: "whatsapp",
        settings: cloudSettingsOf(form),
      });
      rememberVerifyToken(id, { token: form.verifyToken.trim(), made: "first" });
      await queries.invalidateQueries({ queryKey: ["inboxes"] });
      await navigate({ to: "/channels/whatsapp/$inboxId", params: { inboxId: id } });
    } catch (error) {
      setProblem(channelErrorText(error));
      setRefused(error instanceof ApiError ? mistakesFromServer(error.details) : {});
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
        value={name}
        onChange={setName}
        error={isChecked && name.trim() === "" ? t("form.required") : undefined}
      />
      <CloudFields
        form={form}
        mistakes={mistakes}
        isKept={false}
        onChange={(part) => setForm((held) => ({ ...held, ...part }))}
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
          {t("whatsapp.createAndConnect")}
        </Button>
      </div>
    </form>
  );
}
