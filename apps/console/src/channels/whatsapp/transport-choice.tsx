import { Callout, RadioGroup } from "@circuito/ui";
import { TriangleAlert } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import type { Transport } from "./wizard-steps.ts";

interface TransportChoiceProps {
  readonly value: Transport | null;
  readonly onChange: (transport: Transport) => void;
}

/** The two ways, and what each of them costs: said before anything is connected. */
export function TransportChoice({ value, onChange }: TransportChoiceProps) {
  const t = useT();
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup<Transport>
        label={t("whatsapp.transport")}
        value={value}
        onChange={onChange}
        options={[
          {
            id: "web",
            label: t("channels.kindPhone"),
            description: t("whatsapp.transportWebText"),
          },
          {
            id: "cloud",
            label: t("channels.kindCloud"),
            description: t("whatsapp.transportCloudText"),
          },
        ]}
      />
      {value === "web" && <UnofficialNotice />}
    </div>
  );
}

/** Said where it is chosen, and where it is looked after. */
export function UnofficialNotice() {
  const t = useT();
  return (
    <Callout tone="warn" icon={<TriangleAlert />} title={t("whatsapp.unofficialTitle")}>
      {t("whatsapp.unofficialText")}
    </Callout>
  );
}
