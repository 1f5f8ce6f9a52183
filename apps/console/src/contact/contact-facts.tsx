import type { ContactView } from "@circuito/protocol";
import { Chip } from "@circuito/ui";
import { fullTime } from "../i18n/format.ts";
import { addressText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { ContactAddresses } from "./contact-addresses.tsx";
import { ContactAttributes } from "./contact-attributes.tsx";
import { MergedFrom } from "./merged-from.tsx";
import { SuggestionCards } from "./suggestion-cards.tsx";

/** What is known of somebody: addresses, what they said, what they were sorted into, who else they are. */
export function ContactFacts({ contact }: { readonly contact: ContactView }) {
  const t = useT();
  // Said by the customer, checked by nobody: never shown like an address.
  const { email, phone } = contact.claims;
  const claims = [email, phone == null ? phone : addressText(`tel:${phone}`)].filter(Boolean);
  return (
    <>
      {contact.segments.length > 0 && (
        <ul aria-label={t("contact.segments")} className="flex flex-wrap gap-1 pb-2">
          {contact.segments.map((segment) => (
            <li key={segment} className="min-w-0">
              <Chip tone="accent">{segment}</Chip>
            </li>
          ))}
        </ul>
      )}
      <ContactAddresses contact={contact} />
      {claims.length > 0 && (
        <p className="pt-2 text-12 text-fg-2">
          {t("context.claims")}{" "}
          {claims.map((claim, place) => (
            <span key={claim}>
              {place > 0 && " · "}
              <span className="inline-block max-w-full wrap-anywhere text-fg">{claim}</span>
            </span>
          ))}
        </p>
      )}
      <ContactAttributes key={contact.id} contact={contact} />
      <SuggestionCards contactId={contact.id} />
      <MergedFrom contact={contact} />
      <p className="pt-2 text-12 text-fg-3">
        {t("context.since", { when: fullTime(contact.createdAt) })}
      </p>
    </>
  );
}
