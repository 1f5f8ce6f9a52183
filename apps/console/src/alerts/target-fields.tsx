import { Button, TextField } from "@circuito/ui";
import { Hash, Mail } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { AddressField } from "./address-field.tsx";
import type { TargetForm } from "./alerts-api.ts";
import { TargetRow } from "./target-row.tsx";

interface TargetFieldsProps {
  readonly value: readonly TargetForm[];
  readonly onChange: (targets: readonly TargetForm[]) => void;
  /** Whether what is missing is said. */
  readonly isTried: boolean;
}

export const isHttps = (text: string): boolean =>
  /^https?:\/\//.test(text.trim()) && URL.canParse(text.trim());

/** Rooms and addresses that hear of an alert. A room's address is written once, and not shown again. */
export function TargetFields({ value, onChange, isTried }: TargetFieldsProps) {
  const t = useT();
  const change = (at: number, target: TargetForm) =>
    onChange(value.map((one, place) => (place === at ? target : one)));
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-3 empty:hidden">
        {value.map((target, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a target that is being written has no name yet
          <TargetRow key={at} onRemove={() => onChange(value.filter((_, place) => place !== at))}>
            {target.kind === "mail" ? (
              <AddressField
                value={target.address}
                onChange={(address) => change(at, { ...target, address })}
                isTried={isTried}
              />
            ) : (
              <div className="grid min-w-0 grow gap-x-2 gap-y-3 min-[700px]:grid-cols-[12rem_minmax(0,1fr)]">
                <TextField
                  label={t("alerts.room")}
                  autoComplete="off"
                  maxLength={80}
                  placeholder="#supervisão"
                  value={target.name}
                  onChange={(name) => change(at, { ...target, name })}
                  error={isTried && target.name.trim() === "" ? t("alerts.roomMissing") : undefined}
                />
                {"url" in target ? (
                  <TextField
                    label={t("alerts.url")}
                    type="url"
                    inputMode="url"
                    autoComplete="off"
                    maxLength={2_000}
                    placeholder="https://hooks.slack.com/services/…"
                    value={target.url}
                    onChange={(url) => change(at, { ...target, url })}
                    error={isTried && !isHttps(target.url) ? t("alerts.urlMissing") : undefined}
                  />
                ) : (
                  <p className="self-end pb-2 text-13 text-fg-2">{t("alerts.urlKept")}</p>
                )}
              </div>
            )}
          </TargetRow>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button
          icon={<Hash />}
          onPress={() => onChange([...value, { kind: "slack", name: "", url: "" }])}
        >
          {t("alerts.addRoom")}
        </Button>
        <Button icon={<Mail />} onPress={() => onChange([...value, { kind: "mail", address: "" }])}>
          {t("alerts.addMail")}
        </Button>
      </div>
      {isTried && value.length === 0 && (
        <p className="text-13 text-danger-text">{t("alerts.targetsMissing")}</p>
      )}
    </div>
  );
}
