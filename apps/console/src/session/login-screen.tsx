import type { AgentView } from "@circuito/protocol";
import { Button, Menu } from "@circuito/ui";
import { Languages } from "lucide-react";
import { useEffect } from "react";
import { LOCALES, type Locale, useLocale, useT } from "../i18n/translate.ts";
import { prefer } from "../workspace/preferences.ts";
import { LoginForm } from "./login-form.tsx";

interface LoginScreenProps {
  readonly onLoggedIn: (agent: AgentView) => void;
}

/** One card in the middle; the address asked for stays in the bar and is opened afterwards. */
export function LoginScreen({ onLoggedIn }: LoginScreenProps) {
  const t = useT();
  const locale = useLocale();
  useEffect(() => {
    document.title = `${t("login.title")} · Circuito`;
  }, [t]);
  return (
    <div className="flex h-full flex-col items-center justify-center gap-5 overflow-y-auto bg-canvas p-4">
      <main className="w-full max-w-90 rounded-bubble border border-line-subtle bg-surface p-7 shadow-menu">
        <img src="/icon.svg" alt="" className="mb-4 size-9" />
        <h1 className="text-20">{t("login.title")}</h1>
        <p className="mt-1 mb-6 text-13 text-fg-2">{t("login.subtitle")}</p>
        <LoginForm onLoggedIn={onLoggedIn} />
      </main>
      <Menu
        label={t("preferences.language")}
        selected={locale}
        entries={LOCALES.map(({ id, name }) => ({ kind: "item", id, label: name }))}
        onAction={(id) => prefer({ locale: id as Locale })}
        trigger={
          <Button variant="ghost" size="small" icon={<Languages />}>
            {LOCALES.find(({ id }) => id === locale)?.name}
          </Button>
        }
      />
    </div>
  );
}
