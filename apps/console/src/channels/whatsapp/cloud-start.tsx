import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api } from "../../api/client.ts";
import { ApiError } from "../../api/request.ts";
import { useT } from "../../i18n/translate.ts";
import { useUnsavedForm } from "../../settings/use-unsaved-form.ts";
import { useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { FormFoot } from "../inbox-page/form-foot.tsx";
import { InboxNameField } from "../inbox-page/inbox-name-field.tsx";
import { type Mistake, mistakesFromServer } from "../inbox-page/mistakes.ts";
import { CloudFields } from "./cloud-fields.tsx";
import { rememberVerifyToken } from "./verify-tokens.ts";
import {
  type CloudForm,
  cloudFormOf,
  cloudSettingsOf,
  mistakesInCloud,
} from "./whatsapp-settings.ts";

/** The account at Meta; with it the inbox is made, and has an address for webhooks. */
export function CloudStart() {
  const t = useT();
  const navigate = useNavigate();
  const { queries } = useWorkspace();
  const [name, setName] = useState("");
  const [form, setForm] = useState<CloudForm>(() => cloudFormOf({}));
  const [isChecked, setChecked] = useState(false);
  const [refused, setRefused] = useState<Readonly<Record<string, Mistake>>>({});
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const mistakes = isChecked ? { ...refused, ...mistakesInCloud(form) } : {};

  const held = { name, form };
  const create = useUnsavedForm(held, async () => {
    setChecked(true);
    if (name.trim() === "" || Object.keys(mistakesInCloud(form)).length > 0 || isSaving) {
      return undefined;
    }
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
      await navigate({
        to: "/settings/channels/whatsapp/$inboxId",
        params: { inboxId: id },
        ignoreBlocker: true,
      });
      return held;
    } catch (error) {
      setProblem(channelErrorText(error));
      setRefused(error instanceof ApiError ? mistakesFromServer(error.details) : {});
      setSaving(false);
      return undefined;
    }
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    void create();
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <InboxNameField
        description={t("whatsapp.nameText")}
        value={name}
        onChange={setName}
        isChecked={isChecked}
      />
      <CloudFields
        form={form}
        mistakes={mistakes}
        isKept={false}
        onChange={(part) => setForm((held) => ({ ...held, ...part }))}
      />
      <FormFoot
        label={t("whatsapp.createAndConnect")}
        isSaving={isSaving}
        problem={problem}
        isPrimary
      />
    </form>
  );
}
