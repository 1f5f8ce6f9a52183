import { Button, Disclosure, Switch, TextArea, TextField } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";
import { type Mistakes, mistakeText } from "../inbox-page/mistakes.ts";
import { type CloudForm, newVerifyToken } from "./whatsapp-settings.ts";

interface CloudFieldsProps {
  readonly form: CloudForm;
  readonly mistakes: Mistakes<CloudForm>;
  /** The inbox is there: secrets that are left empty stay. */
  readonly isKept: boolean;
  readonly onChange: (part: Partial<CloudForm>) => void;
}

type TextName = Exclude<keyof CloudForm, "marksRead" | "mediaHosts">;

/** What Meta's pages show of an account, each with where it is found. */
export function CloudFields({ form, mistakes, isKept, onChange }: CloudFieldsProps) {
  const t = useT();
  const field = (name: TextName, label: string, description?: string) => (
    <TextField
      label={label}
      description={description}
      autoComplete="off"
      inputMode={name === "phoneNumberId" || name === "wabaId" ? "numeric" : "text"}
      value={form[name]}
      error={mistakeText(mistakes[name], t)}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  const secret = (
    name: "accessToken" | "appSecret" | "verifyToken",
    label: string,
    text: string,
  ) => (
    <TextField
      label={label}
      description={isKept ? t("whatsapp.secretKept") : text}
      type={name === "verifyToken" ? "text" : "password"}
      autoComplete="off"
      value={form[name]}
      error={mistakeText(mistakes[name], t)}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  const generate = () =>
    onChange({ verifyToken: newVerifyToken((bytes) => crypto.getRandomValues(bytes)) });
  return (
    <div className="flex flex-col gap-4">
      {field("phoneNumberId", t("whatsapp.phoneNumberId"), t("whatsapp.phoneNumberIdText"))}
      {field("wabaId", t("whatsapp.wabaId"), t("whatsapp.wabaIdText"))}
      {secret("accessToken", t("whatsapp.accessToken"), t("whatsapp.accessTokenText"))}
      {secret("appSecret", t("whatsapp.appSecret"), t("whatsapp.appSecretText"))}
      <div className="flex flex-col items-start gap-2">
        <div className="w-full">
          {secret("verifyToken", t("whatsapp.verifyToken"), t("whatsapp.verifyTokenText"))}
        </div>
        <Button size="small" onPress={generate}>
          {t("whatsapp.generate")}
        </Button>
      </div>
      <Switch isSelected={form.marksRead} onChange={(marksRead) => onChange({ marksRead })}>
        {t("whatsapp.marksRead")}
      </Switch>
      <div className="-mx-4">
        <Disclosure
          title={t("whatsapp.advanced")}
          defaultExpanded={
            mistakes.graphBaseUrl !== undefined ||
            mistakes.graphVersion !== undefined ||
            mistakes.mediaHosts !== undefined
          }
        >
          <div className="flex flex-col gap-4">
            {field("graphBaseUrl", t("whatsapp.graphBaseUrl"), t("whatsapp.graphBaseUrlText"))}
            {field("graphVersion", t("whatsapp.graphVersion"))}
            <TextArea
              label={t("whatsapp.mediaHosts")}
              description={t("whatsapp.mediaHostsText")}
              minRows={1}
              value={form.mediaHosts}
              error={mistakeText(mistakes.mediaHosts, t)}
              onChange={(mediaHosts) => onChange({ mediaHosts })}
            />
          </div>
        </Disclosure>
      </div>
    </div>
  );
}
