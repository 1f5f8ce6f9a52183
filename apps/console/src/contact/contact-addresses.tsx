import type { ContactView } from "@circuito/protocol";
import { Chip, IconToggle } from "@circuito/ui";
import { Users } from "lucide-react";
import { addressText, isNameless } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { evidenceText } from "./contact-words.ts";
import { useContactVerbs } from "./use-contact.ts";

type Held = ContactView["addresses"][number];

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

/**
 * WhatsApp knows one person by several ids: where a number tells who it is, they add nothing. Two
 * spellings of one number are read as one, and so are the browsers of one visitor.
 */
function telling(held: readonly Held[]): readonly Held[] {
  const others = held.filter(({ address }) => !isNameless(address));
  if (others.length === 0) return held.slice(0, 1);
  const shown = others.map(({ address }) => addressText(address));
  return others.filter((_one, place) => shown.indexOf(shown[place] ?? "") === place);
}
