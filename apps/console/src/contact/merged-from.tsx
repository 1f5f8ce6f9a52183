import type { ContactView } from "@circuito/protocol";
import { Button } from "@circuito/ui";
import { fullTime } from "../i18n/format.ts";
import { addressText, reasonText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useIsOnline } from "../workspace/workspace-context.ts";
import { useContactVerbs } from "./use-contact.ts";

/** Contacts that were found to be this person: who said so, why, and the way back. */
export function MergedFrom({ contact }: { readonly contact: ContactView }) {
  const t = useT();
  const verbs = useContactVerbs(contact.id);
  if (contact.merges.length === 0) return null;
  return (
    <ul aria-label={t("contact.merges")} className="flex flex-col gap-1 pt-2">
      {contact.merges.map((merge) => (
        <MergedOne key={merge.id} merge={merge} onSeparate={() => void verbs.separate(merge.id)} />
      ))}
    </ul>
  );
}

interface MergedOneProps {
  readonly merge: ContactView["merges"][number];
  readonly onSeparate: () => void;
}

function MergedOne({ merge, onSeparate }: MergedOneProps) {
  const t = useT();
  const isOnline = useIsOnline();
  const { address, because, byName, at } = merge;
  const name = merge.name ?? (address === null ? t("contact.unnamedOne") : addressText(address));
  return (
    <li className="flex items-center gap-2 text-12 text-fg-2">
      <span className="min-w-0 grow break-words">
        {t("contact.mergedFrom", { name })}
        <span className="block text-fg-3">
          {byName ?? t("person.system")} · {reasonText(because)} · {fullTime(at)}
        </span>
      </span>
      <Button
        size="small"
        variant="ghost"
        aria-label={t("contact.separateFrom", { name })}
        disabledReason={isOnline ? undefined : t("problem.needsConnection")}
        onPress={onSeparate}
      >
        {t("contact.separate")}
      </Button>
    </li>
  );
}
