import type { ContactView, ConversationView } from "@circuito/protocol";
import { Button, Chip, ErrorState, FactList, Skeleton } from "@circuito/ui";
import { Pencil } from "lucide-react";
import { ContextDisclosure } from "../conversation/context-disclosure.tsx";
import { fullTime } from "../i18n/format.ts";
import { addressText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { ContactAddresses } from "./contact-addresses.tsx";
import { MergedFrom } from "./merged-from.tsx";
import { SuggestionCards } from "./suggestion-cards.tsx";
import { useContact } from "./use-contact.ts";

/** Who writes: names, addresses and how sure we are of each, what they were sorted into. */
export function CustomerSection({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const query = useContact(conversation.contact.id);
  const contact = query.data;
  return (
    <ContextDisclosure id="customer" title={t("context.customer")}>
      <div className="flex items-center gap-2 pb-2">
        <p className="min-w-0 grow break-words text-14s">
          {contact?.name ?? conversation.contact.name ?? t("person.unnamed")}
        </p>
        {contact !== undefined && (
          <Button
            size="small"
            variant="ghost"
            icon={<Pencil />}
            aria-label={t("contact.edit")}
            onPress={() => showLayer({ kind: "contact", conversationId: conversation.id })}
          >
            {t("action.edit")}
          </Button>
        )}
      </div>
      {query.isPending && <Skeleton className="h-5 w-40" />}
      {query.isError && (
        <ErrorState
          title={errorText(query.error)}
          retryLabel={t("action.retry")}
          onRetry={() => void query.refetch()}
          technical={{ label: t("problem.technical"), text: technicalText(query.error) }}
        />
      )}
      {contact !== undefined && <Known contact={contact} />}
    </ContextDisclosure>
  );
}

function Known({ contact }: { readonly contact: ContactView }) {
  const t = useT();
  // Said by the customer, checked by nobody: never shown like an address.
  const { email, phone } = contact.claims;
  const claims = [email, phone == null ? phone : addressText(`tel:${phone}`)].filter(Boolean);
  const facts = Object.entries(contact.attributes).map(([name, value]) => ({
    id: name,
    term: name,
    value,
  }));
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
      {facts.length > 0 && (
        <div className="pt-2">
          <FactList facts={facts} />
        </div>
      )}
      <SuggestionCards contactId={contact.id} />
      <MergedFrom contact={contact} />
      <p className="pt-2 text-12 text-fg-3">
        {t("context.since", { when: fullTime(contact.createdAt) })}
      </p>
    </>
  );
}
