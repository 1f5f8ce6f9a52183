import type { ContactView } from "@circuito/protocol";
import { writtenAddress } from "@circuito/protocol/begin-text";
import { Dialog, DialogSearchList, type OptionSection } from "@circuito/ui";
import { useState } from "react";
import { addressesOf, calledOf } from "../contact/called.ts";
import { useContacts } from "../contact/use-contacts.ts";
import { addressText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useTyped } from "../search/use-typed.ts";
import { errorText } from "../verbs/problem-text.ts";
import type { Target } from "./begin-dialog.tsx";

interface PersonDialogProps {
  readonly onChoose: (target: Target) => void;
  readonly onClose: () => void;
}

/** Of the option; sections and options share their names. */
const TYPED = "typed-address";

/** Whom to write to: found by words, or by an address that nobody has yet. */
export function PersonDialog({ onChoose, onClose }: PersonDialogProps) {
  const t = useT();
  const [asked, ask] = useState("");
  const [typed, setTyped] = useTyped(asked, ask);
  const found = useContacts(asked.trim() === "" ? {} : { q: asked.trim() });
  // Those of the words before would be taken by whoever types on and presses Enter.
  const isAnswered = typed.trim() === asked.trim() && !found.isPending;
  const contacts = isAnswered ? (found.data?.pages ?? []).flatMap(({ items }) => items) : [];
  const address = writtenAddress(typed);
  const sections: OptionSection[] = [
    ...(address === undefined
      ? []
      : [
          {
            id: "typed",
            label: t("begin.newAddress"),
            options: [{ id: TYPED, label: t("begin.writeTo", { address: addressText(address) }) }],
          },
        ]),
    ...(contacts.length === 0
      ? []
      : [{ id: "found", label: t("begin.contacts"), options: contacts.map(optionOf) }]),
  ];
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("begin.title")}
      description={t("begin.whom")}
      closeLabel={t("action.close")}
    >
      <DialogSearchList
        label={t("begin.search")}
        placeholder={t("begin.search")}
        clearLabel={t("action.clear")}
        autoFocus
        isFiltered
        query={typed}
        onQueryChange={setTyped}
        sections={sections}
        onAction={(id) => {
          if (id !== TYPED) onChoose({ contactId: id });
          else if (address !== undefined) onChoose({ address });
        }}
        emptyState={
          found.isError
            ? errorText(found.error)
            : t(isAnswered ? "begin.nobody" : "begin.searching")
        }
      />
    </Dialog>
  );
}

/** Who is called by their address has it once. */
function optionOf(contact: ContactView) {
  const label = calledOf(contact);
  const description = addressesOf(contact)
    .filter((address) => address !== label)
    .join(" · ");
  return { id: contact.id, label, ...(description !== "" && { description }) };
}
