import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api } from "../../api/client.ts";
import { useT } from "../../i18n/translate.ts";
import { useUnsavedForm } from "../../settings/use-unsaved-form.ts";
import { useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { FormFoot } from "../inbox-page/form-foot.tsx";
import { InboxNameField } from "../inbox-page/inbox-name-field.tsx";

/** A name is all it takes; the code comes next. */
export function PhoneStart() {
  const t = useT();
  const navigate = useNavigate();
  const { queries } = useWorkspace();
  const [name, setName] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const held = { name };
  const create = useUnsavedForm(held, async () => {
    setChecked(true);
    if (name.trim() === "" || isSaving) return undefined;
    setSaving(true);
    setProblem(null);
    try {
      const { id } = await api.createInbox({
        name: name.trim(),
        channel: "whatsapp",
        settings: { transport: "web" },
      });
      await queries.invalidateQueries({ queryKey: ["inboxes"] });
      await navigate({
        to: "/settings/channels/whatsapp/$inboxId",
        params: { inboxId: id },
        ignoreBlocker: true,
      });
      return held;
    } catch (error) {
      setProblem(channelErrorText(error));
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
        isRequired
        value={name}
        onChange={setName}
        isChecked={isChecked}
      />
      <FormFoot
        label={t("whatsapp.createAndPair")}
        isSaving={isSaving}
        problem={problem}
        isPrimary
      />
    </form>
  );
}
