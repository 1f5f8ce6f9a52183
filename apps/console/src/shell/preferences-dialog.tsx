import { Button, Dialog, RadioGroup, SegmentedControl, Select, Switch } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { Bell, Keyboard } from "lucide-react";
import type { ReactNode } from "react";
import { LOCALES, useT } from "../i18n/translate.ts";
import { prefer, usePreferences } from "../workspace/preferences.ts";
import { showLayer, useUi } from "../workspace/ui-state.ts";

/** Half a minute is the most that the server holds a reply back. */
const UNDO_SECONDS = [0, 3, 5, 8, 10, 15, 20, 30];

/** Choices at this computer; each works at once, so there is nothing to save. */
export function PreferencesDialog() {
  const t = useT();
  const isOpen = useUi((ui) => ui.layer?.kind === "preferences");
  const chosen = usePreferences();
  const router = useRouter();
  const go = (href: `/settings/${string}`) => {
    showLayer(null);
    void router.navigate({ href });
  };
  const undoOptions = UNDO_SECONDS.map((seconds) => ({
    id: String(seconds),
    label: seconds === 0 ? t("preferences.undoNone") : t("preferences.undoSeconds", { seconds }),
  }));
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={() => showLayer(null)}
      title={t("preferences.title")}
      closeLabel={t("action.close")}
    >
      <div className="flex flex-col gap-5 pb-4">
        <Select
          label={t("preferences.language")}
          placeholder={t("preferences.language")}
          options={LOCALES.map(({ id, name }) => ({ id, label: name }))}
          value={chosen.locale}
          onChange={(locale) => prefer({ locale })}
        />
        <Row label={t("preferences.theme")}>
          <SegmentedControl
            label={t("preferences.theme")}
            value={chosen.theme}
            onChange={(theme) => prefer({ theme })}
            segments={[
              { id: "system", label: t("preferences.themeSystem") },
              { id: "light", label: t("preferences.themeLight") },
              { id: "dark", label: t("preferences.themeDark") },
            ]}
          />
        </Row>
        <Row label={t("preferences.density")}>
          <SegmentedControl
            label={t("preferences.density")}
            value={chosen.density}
            onChange={(density) => prefer({ density })}
            segments={[
              { id: "compact", label: t("preferences.densityCompact") },
              { id: "default", label: t("preferences.densityDefault") },
              { id: "comfortable", label: t("preferences.densityComfortable") },
            ]}
          />
        </Row>
        <Row label={t("preferences.textSize")}>
          <SegmentedControl
            label={t("preferences.textSize")}
            value={chosen.textSize}
            onChange={(textSize) => prefer({ textSize })}
            segments={[
              { id: "default", label: t("preferences.textDefault") },
              { id: "large", label: t("preferences.textLarge") },
              { id: "larger", label: t("preferences.textLarger") },
            ]}
          />
        </Row>
        <RadioGroup
          label={t("preferences.afterAction")}
          value={chosen.afterAction}
          onChange={(afterAction) => prefer({ afterAction })}
          options={[
            { id: "next", label: t("preferences.afterNext") },
            { id: "previous", label: t("preferences.afterPrevious") },
            { id: "list", label: t("preferences.afterList") },
            { id: "stay", label: t("preferences.afterStay") },
          ]}
        />
        <Row label={t("preferences.undo")}>
          <div className="grid w-full grid-cols-2 gap-3">
            <Select
              label={t("preferences.undoMail")}
              placeholder={t("preferences.undoMail")}
              options={undoOptions}
              value={String(chosen.undoMailSeconds)}
              onChange={(seconds) => prefer({ undoMailSeconds: Number(seconds) })}
            />
            <Select
              label={t("preferences.undoChat")}
              placeholder={t("preferences.undoChat")}
              options={undoOptions}
              value={String(chosen.undoChatSeconds)}
              onChange={(seconds) => prefer({ undoChatSeconds: Number(seconds) })}
            />
          </div>
        </Row>
        <div className="flex flex-col gap-3">
          <Switch
            isSelected={chosen.contrast === "high"}
            onChange={(on) => prefer({ contrast: on ? "high" : "default" })}
          >
            {t("preferences.highContrast")}
          </Switch>
          <Switch
            isSelected={chosen.claimsOnTyping}
            onChange={(claimsOnTyping) => prefer({ claimsOnTyping })}
            description={t("preferences.claimsOnTypingText")}
          >
            {t("preferences.claimsOnTyping")}
          </Switch>
          <Switch
            isSelected={chosen.enterSends}
            onChange={(enterSends) => prefer({ enterSends })}
            description={t("preferences.enterSendsText")}
          >
            {t("preferences.enterSends")}
          </Switch>
          <Switch
            isSelected={chosen.hasLetterShortcuts}
            onChange={(hasLetterShortcuts) => prefer({ hasLetterShortcuts })}
            description={t("preferences.letterShortcutsText")}
          >
            {t("preferences.letterShortcuts")}
          </Switch>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button icon={<Bell />} onPress={() => go("/settings/notifications")}>
            {t("preferences.notifications")}
          </Button>
          <Button icon={<Keyboard />} onPress={() => go("/settings/shortcuts")}>
            {t("preferences.shortcuts")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-1.5">
      <span aria-hidden="true" className="text-12 font-medium text-fg-2">
        {label}
      </span>
      {children}
    </div>
  );
}
