import { useT } from "../../i18n/translate.ts";
import { SettingsPage } from "../../settings/settings-page.tsx";
import { NewSmsForm } from "./sms-form.tsx";

/** Canais > SMS > novo. */
export function SmsNewScreen() {
  return (
    <SettingsPage title={useT()("sms.new")} back="/settings/channels" width="narrow">
      <NewSmsForm />
    </SettingsPage>
  );
}
