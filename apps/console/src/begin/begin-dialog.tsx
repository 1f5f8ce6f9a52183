import { useState } from "react";
import { showLayer } from "../workspace/ui-state.ts";
import { BeginForm } from "./begin-form.tsx";
import { PersonDialog } from "./person-dialog.tsx";

/** To whom: somebody we know, or an address that was typed. */
export type Target =
  | { readonly contactId: string; readonly address?: never }
  | { readonly address: string; readonly contactId?: never };

interface BeginDialogProps {
  readonly contactId: string | undefined;
  /** Of the conversation that it is begun from. */
  readonly inboxId: string | undefined;
  /** What is to be said, where nothing was begun to be written yet. */
  readonly text: string | undefined;
}

/** Writing to somebody first: whom, where, and the words. */
export function BeginDialog({ contactId, inboxId, text }: BeginDialogProps) {
  const [target, setTarget] = useState<Target | null>(
    contactId === undefined ? null : { contactId },
  );
  if (target === null) return <PersonDialog onChoose={setTarget} onClose={() => showLayer(null)} />;
  return (
    <BeginForm
      key={target.contactId ?? target.address}
      target={target}
      inboxId={inboxId}
      text={text}
      onOther={() => setTarget(null)}
    />
  );
}
