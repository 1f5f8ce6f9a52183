import { Button } from "@circuito/ui";
import { Mail } from "lucide-react";
import { AddressField } from "../alerts/address-field.tsx";
import { TargetRow } from "../alerts/target-row.tsx";
import { useT } from "../i18n/translate.ts";
import { ADDRESSES_MAX } from "./schedule-form.ts";

interface AddressFieldsProps {
  readonly value: readonly string[];
  readonly onChange: (addresses: string[]) => void;
  /** Whether what is missing is said. */
  readonly isTried: boolean;
}

/** Addresses that a report is sent to. */
export function AddressFields({ value, onChange, isTried }: AddressFieldsProps) {
  const t = useT();
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-3 empty:hidden">
        {value.map((address, at) => (
          <TargetRow
            // biome-ignore lint/suspicious/noArrayIndexKey: an address that is being written is none yet
            key={at}
            onRemove={() => onChange(value.filter((_, place) => place !== at))}
          >
            <AddressField
              value={address}
              onChange={(typed) =>
                onChange(value.map((one, place) => (place === at ? typed : one)))
              }
              isTried={isTried}
            />
          </TargetRow>
        ))}
      </ul>
      <div>
        <Button
          icon={<Mail />}
          disabledReason={
            value.length < ADDRESSES_MAX
              ? undefined
              : t("reportSchedules.addressesMax", { count: ADDRESSES_MAX })
          }
          onPress={() => onChange([...value, ""])}
        >
          {t("reportSchedules.addAddress")}
        </Button>
      </div>
      {isTried && value.length === 0 && (
        <p className="text-13 text-danger-text">{t("reportSchedules.addressesMissing")}</p>
      )}
    </div>
  );
}
