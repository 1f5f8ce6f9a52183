import { useNavigate, useSearch } from "@tanstack/react-router";
import { useT } from "../../i18n/translate.ts";
import { SettingsPage } from "../../settings/settings-page.tsx";
import { StepIndex } from "../inbox-page/step-index.tsx";
import { CloudStart } from "./cloud-start.tsx";
import { PhoneStart } from "./phone-start.tsx";
import { TransportChoice } from "./transport-choice.tsx";
import { STEPS, type Transport } from "./wizard-steps.ts";

/** Canais > WhatsApp > novo: which of the two ways, then what it needs. */
export function WhatsappNewScreen() {
  const t = useT();
  const navigate = useNavigate();
  const { transport } = useSearch({ strict: false }) as { readonly transport?: Transport };
  const choose = (chosen: Transport) =>
    void navigate({
      to: "/settings/channels/whatsapp/new",
      search: { transport: chosen },
      replace: true,
    });
  return (
    <SettingsPage title={t("whatsapp.new")} back="/settings/channels">
      <div className="flex flex-col gap-6 md:flex-row md:gap-10">
        <StepIndex
          steps={STEPS[transport ?? "web"].map((id) => t(id))}
          current={transport === undefined ? 0 : 1}
        />
        <div className="flex min-w-0 max-w-xl grow flex-col gap-6">
          <TransportChoice value={transport ?? null} onChange={choose} />
          {transport === "web" && <PhoneStart />}
          {transport === "cloud" && <CloudStart />}
        </div>
      </div>
    </SettingsPage>
  );
}
