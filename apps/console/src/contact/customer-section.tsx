import type { ConversationView } from "@circuito/protocol";
import { Button, Skeleton } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { ContextDisclosure } from "../conversation/context-disclosure.tsx";
import { useT } from "../i18n/translate.ts";
import { QueryFailed } from "../verbs/query-failed.tsx";
import { showLayer } from "../workspace/ui-state.ts";
import { ContactFacts } from "./contact-facts.tsx";
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
          <Link
            to="/contacts/$contactId"
            params={{ contactId: conversation.contact.id }}
            className="ring-focus rounded-chip hover:underline"
          >
            {contact?.erasedAt != null
              ? t("person.erased")
              : (contact?.name ?? conversation.contact.name ?? t("person.unnamed"))}
          </Link>
        </p>
        {contact !== undefined && contact.erasedAt === null && (
          <Button
            size="small"
            variant="ghost"
            icon={<Pencil />}
            aria-label={t("contact.edit")}
            onPress={() => showLayer({ kind: "contact", contactId: contact.id })}
          >
            {t("action.edit")}
          </Button>
        )}
      </div>
      {query.isPending && <Skeleton className="h-5 w-40" />}
      {query.isError && <QueryFailed query={query} />}
      {contact !== undefined && <ContactFacts contact={contact} />}
    </ContextDisclosure>
  );
}
