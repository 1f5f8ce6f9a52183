import type { InboxView } from "@circuito/protocol";
import { Button, Select, Switch, TextField } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useUnsavedForm } from "../../settings/use-unsaved-form.ts";
import { CopyButton } from "../inbox-page/copy-button.tsx";
import { FormFoot } from "../inbox-page/form-foot.tsx";
import { InboxNameField } from "../inbox-page/inbox-name-field.tsx";
import { mistakeText, type Settings } from "../inbox-page/mistakes.ts";
import { useCreateInbox } from "../inbox-page/use-create-inbox.ts";
import { useSaveSettings } from "../inbox-page/use-save-settings.ts";
import {
  mistakesInSms,
  newWebhookSecret,
  SMS_FIELDS,
  SMS_SECRETS,
  type SmsForm,
  type SmsProvider,
  smsFormOf,
  smsSettingsOf,
} from "./sms-settings.ts";

/** A new inbox: whose SMS it is, then its fields. */
export function NewSmsForm() {
  const t = useT();
  const edited = useSmsForm({});
  const { form } = edited;
  const [name, setName] = useState("");
  const { save, isSaving, problem, refused } = useCreateInbox({ name, form }, () =>
    edited.check() && name.trim() !== ""
      ? { name, channel: "sms", settings: smsSettingsOf(form) }
      : undefined,
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!edited.check() || name.trim() === "") return;
    void save();
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <InboxNameField
        description={t("whatsapp.nameText")}
        value={name}
        onChange={setName}
        isChecked={edited.isChecked}
      />
      <Select<SmsProvider>
        label={t("sms.provider")}
        placeholder={t("sms.provider")}
        value={form.provider}
        onChange={(provider) => edited.change({ provider })}
        options={(["twilio", "vonage", "generic"] as const).map((id) => ({
          id,
          label: t(`sms.provider.${id}`),
        }))}
      />
      <SmsFields edited={edited} refused={refused} />
      <FormFoot
        label={t("whatsapp.createAndConnect")}
        isSaving={isSaving}
        problem={problem}
        isPrimary
      />
    </form>
  );
}

const NO_SECRETS = { authToken: "", signatureSecret: "", secret: "" };

/** Later changes. Secrets are never shown: what is left empty stays. */
export function SmsSettingsForm({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const { save, isSaving, problem, refused } = useSaveSettings(inbox);
  const edited = useSmsForm(inbox.settings, inbox.settings);
  const [name, setName] = useState(inbox.name);
  const [isEnabled, setEnabled] = useState(inbox.enabled);
  const held = { name, isEnabled, form: edited.form };
  const keep = useUnsavedForm(held, async () => {
    if (!edited.check() || name.trim() === "" || isSaving) return undefined;
    if (!(await save(name, isEnabled, smsSettingsOf(edited.form, inbox.settings))))
      return undefined;
    edited.change(NO_SECRETS);
    return { ...held, form: { ...held.form, ...NO_SECRETS } };
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!edited.check() || name.trim() === "") return;
    void keep();
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <InboxNameField value={name} onChange={setName} isChecked={edited.isChecked} />
      <Switch isSelected={isEnabled} description={t("whatsapp.enabledText")} onChange={setEnabled}>
        {t("whatsapp.enabled")}
      </Switch>
      <SmsFields edited={edited} refused={refused} isKept />
      <FormFoot label={t("whatsapp.save")} isSaving={isSaving} problem={problem} />
    </form>
  );
}

function useSmsForm(start: Settings, before?: Settings) {
  const [form, setForm] = useState<SmsForm>(() => smsFormOf(start));
  const [isChecked, setChecked] = useState(false);
  const mistakes = mistakesInSms(form, before);
  return {
    form,
    isChecked,
    mistakes: isChecked ? mistakes : {},
    change: (part: Partial<SmsForm>) => setForm((held) => ({ ...held, ...part })),
    /** From now on mistakes are told. @returns whether there are none */
    check: () => {
      setChecked(true);
      return Object.keys(mistakes).length === 0;
    },
  };
}

interface SmsFieldsProps {
  readonly edited: ReturnType<typeof useSmsForm>;
  readonly refused: ReturnType<typeof useSaveSettings>["refused"];
  readonly isKept?: boolean;
}

function SmsFields({ edited, refused, isKept = false }: SmsFieldsProps) {
  const t = useT();
  const { form, change } = edited;
  const mistakes: typeof refused = { ...refused, ...edited.mistakes };
  return (
    <>
      {SMS_FIELDS[form.provider].map((name) => {
        const isSecret = SMS_SECRETS.has(name);
        return (
          <TextField
            key={name}
            label={t(`sms.${name}`)}
            description={isSecret && isKept ? t("whatsapp.secretKept") : t(`sms.${name}Text`)}
            type={isSecret && name !== "secret" ? "password" : "text"}
            autoComplete="off"
            value={form[name]}
            error={mistakeText(mistakes[name], t)}
            onChange={(value) => change({ [name]: value })}
            // It is typed in plain, to be pasted at the provider's as well.
            end={
              name === "secret" &&
              form.secret !== "" && <CopyButton label={t("sms.secret")} value={form.secret} />
            }
          />
        );
      })}
      {form.provider === "generic" && (
        <div>
          <Button
            size="small"
            onPress={() =>
              change({ secret: newWebhookSecret((bytes) => crypto.getRandomValues(bytes)) })
            }
          >
            {t("sms.generate")}
          </Button>
        </div>
      )}
      {form.provider === "vonage" && (
        <Select<SmsForm["signatureMethod"]>
          label={t("sms.signatureMethod")}
          placeholder={t("sms.signatureMethod")}
          value={form.signatureMethod}
          onChange={(signatureMethod) => change({ signatureMethod })}
          options={[
            { id: "sha256", label: "SHA-256 HMAC" },
            { id: "sha512", label: "SHA-512 HMAC" },
          ]}
        />
      )}
    </>
  );
}
