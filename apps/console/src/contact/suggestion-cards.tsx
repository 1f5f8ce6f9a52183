import type { ContactSuggestionView } from "@circuito/protocol";
import { Button } from "@circuito/ui";
import { UserRoundSearch } from "lucide-react";
import { addressText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useIsOnline } from "../workspace/workspace-context.ts";
import { whyText } from "./contact-words.ts";
import { useContactVerbs, useSuggestions } from "./use-contact.ts";

/** Who may be the same person: asked, never done without a person's word. */
export function SuggestionCards({ contactId }: { readonly contactId: string }) {
  const suggestions = useSuggestions(contactId).data ?? [];
  return suggestions.map((suggestion) => (
    <SuggestionCard key={suggestion.contactId} contactId={contactId} suggestion={suggestion} />
  ));
}

interface CardProps {
  readonly contactId: string;
  readonly suggestion: ContactSuggestionView;
}

function SuggestionCard({ contactId, suggestion }: CardProps) {
  const t = useT();
  const verbs = useContactVerbs(contactId);
  const isOnline = useIsOnline();
  const { name, address } = suggestion;
  const needsConnection = isOnline ? undefined : t("problem.needsConnection");
  const who = name ?? (address === null ? t("person.unnamed") : addressText(address));
  return (
    <section
      aria-label={t("contact.maybeSame")}
      className="mt-2 rounded-pane bg-info-soft px-3 py-2.5 text-info-text forced-colors:border"
    >
      <h4 className="flex items-center gap-1.5 text-12 font-semibold">
        <UserRoundSearch aria-hidden="true" className="lucide size-3.5 flex-none" />
        {t("contact.maybeSame")}
      </h4>
      <p className="break-words pt-1 text-13 font-medium text-fg">
        {who}
        {name !== null && address !== null && (
          <span className="block wrap-anywhere font-normal text-fg-2">{addressText(address)}</span>
        )}
      </p>
      <p className="break-words text-12 text-fg-2">{whyText(suggestion)}</p>
      <div className="flex flex-wrap gap-2 pt-2">
        <Button
          size="small"
          variant="primary"
          disabledReason={needsConnection}
          onPress={() => void verbs.merge(suggestion.contactId)}
        >
          {t("contact.merge")}
        </Button>
        <Button
          size="small"
          disabledReason={needsConnection}
          onPress={() => void verbs.dismiss(suggestion.contactId)}
        >
          {t("contact.dismiss")}
        </Button>
      </div>
    </section>
  );
}
