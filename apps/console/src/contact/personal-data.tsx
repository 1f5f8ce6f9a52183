import type { ContactView, ErasurePreviewView } from "@circuito/protocol";
import { Button } from "@circuito/ui";
import { Download, Eraser, Lock, LockOpen } from "lucide-react";
import { useState } from "react";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { QueryFailed } from "../verbs/query-failed.tsx";
import { EraseDialog } from "./erase-dialog.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { HoldDialog } from "./hold-dialog.tsx";
import { useErasurePreview } from "./personal-data-api.ts";

type Asked = "export" | "hold" | "erase";

/** What an admin does when a customer asks for their data, or that they be erased. */
export function PersonalData({ contact }: { readonly contact: ContactView }) {
  const t = useT();
  const query = useErasurePreview(contact.id);
  const preview = query.data;
  const [asked, ask] = useState<Asked | null>(null);
  const close = () => ask(null);
  return (
    <section aria-labelledby="contact-personal-data" className="min-w-0 pt-4">
      <h2 id="contact-personal-data" className="pb-2 text-12 font-semibold text-fg-2">
        {t("contacts.data")}
      </h2>
      {preview?.hold && <Held hold={preview.hold} />}
      <div className="flex flex-wrap gap-2">
        <Button size="small" icon={<Download />} onPress={() => ask("export")}>
          {t("contacts.data.export")}
        </Button>
        {preview !== undefined && (
          <>
            <Button
              size="small"
              icon={preview.hold ? <LockOpen /> : <Lock />}
              onPress={() => ask("hold")}
            >
              {t(preview.hold ? "contacts.data.lift" : "contacts.data.hold")}
            </Button>
            <Button size="small" icon={<Eraser />} onPress={() => ask("erase")}>
              {t("contacts.data.erase")}
            </Button>
          </>
        )}
      </div>
      {query.isError && <QueryFailed query={query} />}
      {asked === "export" && <ExportDialog contact={contact} onClose={close} />}
      {asked === "hold" && preview !== undefined && (
        <HoldDialog contact={contact} hold={preview.hold} onClose={close} />
      )}
      {asked === "erase" && preview !== undefined && (
        <EraseDialog contact={contact} preview={preview} onClose={close} />
      )}
    </section>
  );
}

function Held({ hold }: { readonly hold: NonNullable<ErasurePreviewView["hold"]> }) {
  const t = useT();
  return (
    <p className="pb-2 text-12 wrap-anywhere text-fg-2">
      {t("contacts.data.held", { reason: hold.reason })}
      <span className="block text-fg-3">
        {hold.byName} · {fullTime(hold.at)}
      </span>
    </p>
  );
}
