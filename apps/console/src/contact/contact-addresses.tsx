import type { ContactView } from "@circuito/protocol";
import { Chip, IconToggle } from "@circuito/ui";
import { Users } from "lucide-react";
import { addressText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { telling } from "./called.ts";
import { evidenceText } from "./contact-words.ts";
import { useContactVerbs } from "./use-contact.ts";

/** Where they write from, how sure we are of each, and whether others write from there, too. */
export function ContactAddresses({ contact }: { readonly contact: ContactView }) {
  const t = useT();
  const { share } = useContactVerbs(contact.id);
  return (
    <ul className="flex flex-col gap-1">
      {telling(contact.addresses).map(({ address, evidence, shared }) => (
        <li key={address} className="flex min-h-6 items-center gap-2">
          <span className="flex min-w-0 grow flex-wrap items-center gap-x-2 gap-y-0.5">
            <span className="min-w-0 wrap-anywhere">{addressText(address)}</span>
            <Chip title={t("context.evidence")}>{evidenceText(evidence)}</Chip>
            {shared && <Chip tone="warn">{t("contact.shared")}</Chip>}
          </span>
          <IconToggle
            size="tiny"
            icon={<Users />}
            label={t("contact.share", { address: addressText(address) })}
            isSelected={shared}
            onChange={(isShared) => void share(address, isShared)}
          />
        </li>
      ))}
    </ul>
  );
}
