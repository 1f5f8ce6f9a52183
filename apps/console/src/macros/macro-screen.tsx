import { EmptyState } from "@circuito/ui";
import { useParams } from "@tanstack/react-router";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { EVERYBODY } from "../settings/settings-pages.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { MacroEditor } from "./macro-editor.tsx";
import { MacroReading } from "./macro-reading.tsx";
import { useMacros } from "./macros-api.ts";

const LIST = "/settings/macros";

/** One macro: changed by those who may, read by those who use it. */
export function MacroScreen() {
  const t = useT();
  const me = useMe();
  const { macroId } = useParams({ strict: false });
  const macros = useMacros();
  const mayShare = me.role !== "agent";
  if (macroId === "new") {
    return (
      <SettingsPage title={t("macro.new")} back={LIST} openTo={EVERYBODY}>
        <MacroEditor saved={undefined} mayShare={mayShare} />
      </SettingsPage>
    );
  }
  const found = macros.data?.find(({ id }) => id === macroId);
  return (
    <SettingsPage title={found?.name ?? t("nav.macros")} back={LIST} openTo={EVERYBODY}>
      <Loaded query={macros} label={t("macro.loading")}>
        {() => {
          if (found === undefined) return <EmptyState title={t("refusal.gone")} />;
          return mayShare || found.scope === "mine" ? (
            <MacroEditor key={found.id} saved={found} mayShare={mayShare} />
          ) : (
            <MacroReading macro={found} />
          );
        }}
      </Loaded>
    </SettingsPage>
  );
}
