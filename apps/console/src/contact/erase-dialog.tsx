import type { ContactView, ErasurePreviewView } from "@circuito/protocol";
import { Button, Dialog, FactList, Problem, TextField } from "@circuito/ui";
import { useState } from "react";
import { ApiError } from "../api/request.ts";
import { type MessageId, useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { calledOf } from "./called.ts";
import { personalDataApi } from "./personal-data-api.ts";
import { refetchContacts } from "./use-contact.ts";

interface EraseDialogProps {
  readonly contact: ContactView;
  readonly preview: ErasurePreviewView;
  readonly onClose: () => void;
}

const COUNTED = [
  "addresses",
  "conversations",
  "messages",
  "notes",
  "files",
  "ofOthers",
  "writtenToOthers",
  "drafts",
] as const satisfies readonly (keyof ErasurePreviewView["counts"])[];

/** Why the server erased nothing. */
const REFUSED: Readonly<Record<string, MessageId>> = {
  "on-hold": "contacts.data.refused.hold",
  "others-on-hold": "contacts.data.refused.othersHold",
  "conversations-open": "contacts.data.refused.open",
  "messages-under-way": "contacts.data.refused.underWay",
  "erased-already": "contacts.data.refused.erased",
  "changed-since-preview": "contacts.data.refused.changed",
};

/** What goes and what stays, before it goes for good: whoever does it writes a word. */
export function EraseDialog({ contact, preview, onClose }: EraseDialogProps) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const word = t("contacts.data.word");
  const stops = useStops(preview);
  const isTyped = typed.trim().toLowerCase() === word.toLowerCase();

  async function erase() {
    if (!isTyped) return setError(t("contacts.data.typeFirst", { word }));
    setBusy(true);
    try {
      await personalDataApi.erase(contact.id, preview.digest);
      toasts.add({ text: t("contacts.data.erased"), tone: "ok" });
      onClose();
      refetchContacts(queries);
    } catch (refusal) {
      setError(refusalText(refusal));
    } finally {
      void queries.invalidateQueries({ queryKey: ["erasure-preview", contact.id] });
      setBusy(false);
    }
  }

  function refusalText(refusal: unknown): string {
    const because = refusal instanceof ApiError ? String(refusal.details.because) : "";
    const known = REFUSED[because];
    return known === undefined ? errorText(refusal) : t(known);
  }

  return (
    <Dialog
      role="alertdialog"
      isOpen
      onOpenChange={onClose}
      title={t("contacts.data.eraseTitle", { name: calledOf(contact) })}
      description={t("contacts.data.eraseText")}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          {stops.length === 0 && (
            <Button variant="danger" isPending={isBusy} onPress={() => void erase()}>
              {t("contacts.data.eraseNow")}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3 text-13">
        {error !== null && <Problem>{error}</Problem>}
        {stops.length > 0 && (
          <Problem tone="warn">
            {stops.map((stop) => (
              <p key={stop}>{stop}</p>
            ))}
          </Problem>
        )}
        <h3 className="text-12 font-semibold text-fg-2">{t("contacts.data.goes")}</h3>
        <FactList
          facts={COUNTED.map((id) => ({
            id,
            term: t(`contacts.data.count.${id}`),
            value: preview.counts[id],
          }))}
        />
        <h3 className="text-12 font-semibold text-fg-2">{t("contacts.data.stays")}</h3>
        <p className="text-fg-2">{t("contacts.data.staysText")}</p>
        {preview.counts.articles > 0 && (
          <p className="text-fg-2">
            {t("contacts.data.articles", { count: preview.counts.articles })}
          </p>
        )}
        {stops.length === 0 && (
          <TextField
            label={t("contacts.data.typeWord", { word })}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
            autoFocus
          />
        )}
      </div>
    </Dialog>
  );
}

/** What has to be done before anything can be erased. */
function useStops(preview: ErasurePreviewView): readonly string[] {
  const t = useT();
  const { hold, othersOnHold, open, underWay } = preview;
  const protocols = open.map(({ protocol }) => protocol).join(", ");
  return [
    ...(hold === null ? [] : [t("contacts.data.held", { reason: hold.reason })]),
    ...(othersOnHold === 0 ? [] : [t("contacts.data.stop.othersHold", { count: othersOnHold })]),
    ...(open.length === 0 ? [] : [t("contacts.data.stop.open", { protocols })]),
    ...(underWay === 0 ? [] : [t("contacts.data.stop.underWay")]),
  ];
}
