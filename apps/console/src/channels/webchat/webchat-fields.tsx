import { ColorField, Select, TextArea, TextField } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";
import { type Mistake, mistakeText } from "../inbox-page/mistakes.ts";
import { AccentVerdict } from "./accent-verdict.tsx";
import { LogoField } from "./logo-field.tsx";
import type { EditedWebchat } from "./use-webchat-form.ts";
import {
  type ChatTheme,
  COMPANY_LENGTH_MAX,
  DEFAULT_ACCENT,
  GREETING_LENGTH_MAX,
  LAUNCHER_LENGTH_MAX,
} from "./webchat-settings.ts";

interface WebchatFieldsProps {
  readonly edited: EditedWebchat;
  readonly refused: Readonly<Record<string, Mistake>>;
}

/** Where the chat may be shown, what it says and how it looks. */
export function WebchatFields({ edited, refused }: WebchatFieldsProps) {
  const t = useT();
  const { form, change } = edited;
  const mistakes: Readonly<Record<string, Mistake>> = { ...refused, ...edited.mistakes };
  return (
    <>
      <TextArea
        label={t("webchat.sites")}
        description={t("webchat.sitesText")}
        placeholder="https://www.sualoja.com.br"
        inputMode="url"
        autoComplete="off"
        spellCheck="false"
        minRows={1}
        value={form.allowedOrigins}
        onChange={(allowedOrigins) => change({ allowedOrigins })}
        error={
          mistakes.allowedOrigins === "format"
            ? t("webchat.sitesWrong")
            : mistakeText(mistakes.allowedOrigins, t)
        }
      />
      <TextField
        label={t("webchat.company")}
        description={t("webchat.companyText")}
        autoComplete="organization"
        maxLength={COMPANY_LENGTH_MAX}
        value={form.companyName}
        onChange={(companyName) => change({ companyName })}
        error={mistakeText(mistakes.companyName, t)}
      />
      <LogoField
        value={form.logo}
        company={form.companyName}
        onChange={(logo) => change({ logo })}
        isRefused={mistakes.logo !== undefined}
      />
      <TextArea
        label={t("webchat.greeting")}
        description={t("webchat.greetingText")}
        minRows={2}
        maxLength={GREETING_LENGTH_MAX}
        value={form.greeting}
        onChange={(greeting) => change({ greeting })}
        error={mistakeText(mistakes.greeting, t)}
      />
      <div className="flex flex-col gap-2">
        <ColorField
          label={t("webchat.accent")}
          pickLabel={t("webchat.accentPick")}
          fallback={DEFAULT_ACCENT}
          value={form.accentColor}
          onChange={(accentColor) => change({ accentColor })}
          error={mistakes.accentColor === "format" ? t("webchat.accentWrong") : undefined}
          className="max-w-48"
        />
        <AccentVerdict accent={form.accentColor} theme={form.theme} />
      </div>
      <div className="grid gap-4 min-[640px]:grid-cols-2">
        <Select<ChatTheme>
          label={t("webchat.theme")}
          placeholder={t("webchat.theme")}
          value={form.theme}
          onChange={(theme) => change({ theme })}
          options={(["auto", "light", "dark"] as const).map((id) => ({
            id,
            label: t(`webchat.theme.${id}`),
          }))}
        />
        <Select<"left" | "right">
          label={t("webchat.position")}
          placeholder={t("webchat.position")}
          value={form.position}
          onChange={(position) => change({ position })}
          options={(["right", "left"] as const).map((id) => ({
            id,
            label: t(`webchat.position.${id}`),
          }))}
        />
      </div>
      <TextField
        label={t("webchat.launcher")}
        description={t("webchat.launcherText")}
        autoComplete="off"
        maxLength={LAUNCHER_LENGTH_MAX}
        value={form.launcherText}
        onChange={(launcherText) => change({ launcherText })}
        error={mistakeText(mistakes.launcherText, t)}
      />
    </>
  );
}
