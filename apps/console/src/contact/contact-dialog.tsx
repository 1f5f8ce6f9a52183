import type { ContactView } from "@circuito/protocol";
import { Button, IconButton, TextField } from "@circuito/ui";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { HandOverForm } from "../verbs/hand-over-form.tsx";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { type AttributeRow, attributeChanges, segmentsIn } from "./contact-form.ts";
import { refetchContacts, useContact } from "./use-contact.ts";

/** What we write down of a customer: their name, segments and attributes that rules may look at. */
export function ContactDialog({ contactId }: { readonly contactId: string }) {
  const contact = useContact(contactId).data;
  return contact === undefined ? null : <ContactForm contact={contact} />;
}

function ContactForm({ contact }: { readonly contact: ContactView }) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const [name, setName] = useState(contact.name ?? "");
  const [segments, setSegments] = useState(contact.segments.join(", "));
  const [rows, setRows] = useState<readonly AttributeRow[]>(() =>
    Object.entries(contact.attributes).map(([key, kept], id) => ({ id, key, value: "", kept })),
  );
  const change = (id: number, changed: Partial<AttributeRow>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...changed } : row)));
  return (
    <HandOverForm
      title={t("contact.edit")}
      description={t("contact.editText")}
      submitLabel={t("contact.save")}
      onSubmit={async () => {
        await api.updateContact(contact.id, {
          name: name.trim() === "" ? null : name.trim(),
          segments: segmentsIn(segments),
          attributes: attributeChanges(contact.attributes, rows),
        });
        refetchContacts(queries);
        toasts.add({ text: t("contact.saved"), tone: "ok" });
        return true;
      }}
    >
      <TextField label={t("contact.name")} value={name} onChange={setName} maxLength={120} />
      <TextField
        label={t("contact.segments")}
        description={t("contact.segmentsText")}
        value={segments}
        onChange={setSegments}
        maxLength={800}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="pb-1 text-12 font-medium text-fg-2">{t("contact.attributes")}</legend>
        {rows.map((row) => (
          <div key={row.id} className="flex items-center gap-2">
            <TextField
              label={t("contact.attributeName")}
              isLabelHidden
              placeholder={t("contact.attributeName")}
              className="w-2/5"
              autoFocus={row.isNew === true}
              isReadOnly={row.kept !== undefined}
              value={row.key}
              onChange={(key) => change(row.id, { key })}
              maxLength={40}
            />
            <TextField
              label={t("contact.attributeValue")}
              isLabelHidden
              placeholder={
                row.kept === undefined
                  ? t("contact.attributeValue")
                  : t("contact.attributeKept", { kept: row.kept })
              }
              className="grow"
              value={row.value}
              onChange={(value) => change(row.id, { value })}
              maxLength={200}
            />
            <IconButton
              label={t("contact.removeAttribute", { name: row.key })}
              icon={<X />}
              size="small"
              onPress={() => setRows(rows.filter(({ id }) => id !== row.id))}
            />
          </div>
        ))}
        <Button
          size="small"
          icon={<Plus />}
          className="self-start"
          onPress={() =>
            setRows([
              ...rows,
              {
                id: Math.max(-1, ...rows.map(({ id }) => id)) + 1,
                key: "",
                value: "",
                isNew: true,
              },
            ])
          }
        >
          {t("contact.addAttribute")}
        </Button>
      </fieldset>
    </HandOverForm>
  );
}
