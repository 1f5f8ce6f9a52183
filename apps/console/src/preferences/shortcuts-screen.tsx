import { Button, Callout, IconButton, Kbd, Switch } from "@circuito/ui";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { type MessageId, useT } from "../i18n/translate.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { EVERYBODY } from "../settings/settings-pages.ts";
import { isRemappable, type RemapRefusal, remapRefusal } from "../shell/remap.ts";
import { SHORTCUTS, type ShortcutId } from "../shell/shortcut-map.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { prefer, usePreferences } from "../workspace/preferences.ts";
import { useKeyListener } from "./use-key-listener.ts";

const SCOPES = ["global", "list", "conversation", "composer", "triage"] as const;
const IDS = Object.keys(SHORTCUTS) as ShortcutId[];

/** Atalhos: every key, and one's own instead of ours. */
export function ShortcutsScreen() {
  const t = useT();
  const { keys, hasLetterShortcuts } = usePreferences();
  const [listening, setListening] = useState<ShortcutId>();
  const [refused, setRefused] = useState<{ id: ShortcutId; why: RemapRefusal }>();

  useKeyListener(listening !== undefined, (key) => {
    const id = listening;
    if (id === undefined) return;
    setListening(undefined);
    if (key === undefined) return;
    const why = remapRefusal(id, key, keys);
    setRefused(why && { id, why });
    if (why !== undefined) return;
    prefer({ keys: key === SHORTCUTS[id].key ? without(keys, id) : { ...keys, [id]: key } });
  });

  return (
    <SettingsPage
      title={t("shortcuts.title")}
      intro={t("shortcuts.intro")}
      width="narrow"
      actions={
        <Button
          variant="ghost"
          icon={<RotateCcw />}
          isDisabled={Object.keys(keys).length === 0}
          onPress={() => prefer({ keys: {} })}
        >
          {t("shortcuts.resetAll")}
        </Button>
      }
      openTo={EVERYBODY}
    >
      <Switch
        isSelected={hasLetterShortcuts}
        onChange={(isOn) => prefer({ hasLetterShortcuts: isOn })}
        description={t("preferences.letterShortcutsText")}
      >
        {t("preferences.letterShortcuts")}
      </Switch>
      {SCOPES.map((scope) => (
        <section key={scope} aria-label={t(`help.${scope}`)} className="flex flex-col gap-1">
          <h2 className="text-14s">{t(`help.${scope}`)}</h2>
          <ul className="divide-y divide-line-subtle rounded-pane border border-line text-13">
            {IDS.filter((id) => SHORTCUTS[id].scope === scope).map((id) => (
              <li key={id} className="flex flex-col gap-1 py-1 pr-1.5 pl-3">
                <div className="flex min-h-8 flex-wrap items-center gap-2">
                  <span className="min-w-0 grow">{t(SHORTCUTS[id].label)}</span>
                  {listening === id ? (
                    <span role="status" className="text-12 text-accent-text">
                      {t("shortcuts.press")}
                    </span>
                  ) : (
                    <Kbd keys={keyCaps(id)} />
                  )}
                  {isRemappable(id) && (
                    <Button
                      size="small"
                      variant="ghost"
                      aria-label={t("shortcuts.changeOf", { name: t(SHORTCUTS[id].label) })}
                      onPress={() => {
                        setRefused(undefined);
                        setListening(id);
                      }}
                    >
                      {t("shortcuts.change")}
                    </Button>
                  )}
                  {keys[id] !== undefined && (
                    <IconButton
                      size="small"
                      label={t("shortcuts.resetOf", { name: t(SHORTCUTS[id].label) })}
                      icon={<RotateCcw />}
                      onPress={() => prefer({ keys: without(keys, id) })}
                    />
                  )}
                </div>
                {refused?.id === id && (
                  <Callout tone="warn">
                    {refused.why.kind === "taken"
                      ? t("shortcuts.taken", {
                          by: t(SHORTCUTS[refused.why.by].label as MessageId),
                        })
                      : t("shortcuts.notUsable")}
                  </Callout>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </SettingsPage>
  );
}

function without(keys: Readonly<Record<string, string>>, id: ShortcutId) {
  const { [id]: _taken, ...rest } = keys;
  return rest;
}
