import type { ContactView } from "@circuito/protocol";
import { Dialog, DialogSearchList } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { useTyped } from "../search/use-typed.ts";
import { errorText } from "../verbs/problem-text.ts";
import { addressesOf, calledOf } from "./called.ts";
import { useContactVerbs } from "./use-contact.ts";
import { useContacts } from "./use-contacts.ts";

interface MergeDialogProps {
  /** Who stays. */
  readonly contact: ContactView;
  readonly onClose: () => void;
}

/** Which other contact is the same person: found by words, merged on Enter, taken back by one key. */
export function MergeDialog({ contact, onClose }: MergeDialogProps) {
  const t = useT();
  const verbs = useContactVerbs(contact.id);
  const [asked, ask] = useState("");
  const [typed, setTyped] = useTyped(asked, (words) => ask(words));
  const found = useContacts(asked.trim() === "" ? {} : { q: asked.trim() });
  const others = (found.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ id }) => id !== contact.id);
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("contacts.mergeTitle", { name: calledOf(contact) })}
      description={t("contacts.mergeText")}
      closeLabel={t("action.close")}
    >
      <DialogSearchList
        label={t("contacts.mergeSearch")}
        placeholder={t("contacts.mergeSearch")}
        clearLabel={t("action.clear")}
        autoFocus
        isFiltered
        query={typed}
        onQueryChange={setTyped}
        sections={
          others.length === 0
            ? []
            : [
                {
                  id: "found",
                  label: t("contacts.mergeFound"),
                  options: others.map(optionOf),
                },
              ]
        }
        onAction={(id) => {
          onClose();
          void verbs.merge(id);
        }}
        emptyState={
          found.isError
            ? errorText(found.error)
            : t(found.isPending ? "contacts.loading" : "contacts.mergeNone")
        }
      />
    </Dialog>
  );
}

/** Who is called by their address has it once. */
function optionOf(other: ContactView) {
  const label = calledOf(other);
  const description = addressesOf(other)
    .filter((address) => address !== label)
    .join(" · ");
  return { id: other.id, label, ...(description !== "" && { description }) };
}
