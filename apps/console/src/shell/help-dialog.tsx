import { Dialog, Kbd } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import { SHORTCUTS, type ShortcutId } from "./shortcut-map.ts";
import { keyCaps } from "./shortcuts.ts";

const SCOPES = ["global", "list", "conversation", "composer", "triage"] as const;

/** The keyboard map, read from the same table that the keys listen by. */
export function HelpDialog() {
  const t = useT();
  const isOpen = useUi((ui) => ui.layer?.kind === "help");
  const ids = Object.keys(SHORTCUTS) as ShortcutId[];
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={() => showLayer(null)}
      size="large"
      title={t("help.title")}
      description={t("help.text")}
      closeLabel={t("action.close")}
    >
      <section
        // Nothing in it takes focus: without a stop, keys could not scroll it.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
        tabIndex={0}
        aria-label={t("help.title")}
        className="ring-focus columns-1 gap-8 rounded-control pb-4 min-[700px]:columns-2"
      >
        {SCOPES.map((scope) => (
          <section key={scope} aria-label={t(`help.${scope}`)} className="mb-4 break-inside-avoid">
            <h3 className="pb-1 text-12 font-semibold text-fg-2">{t(`help.${scope}`)}</h3>
            <dl>
              {ids
                .filter((id) => SHORTCUTS[id].scope === scope)
                .map((id) => (
                  <div
                    key={id}
                    className="flex min-h-7 items-center justify-between gap-4 border-line-subtle border-b"
                  >
                    <dt>{t(SHORTCUTS[id].label)}</dt>
                    <dd>
                      <Kbd keys={keyCaps(id)} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </section>
    </Dialog>
  );
}
