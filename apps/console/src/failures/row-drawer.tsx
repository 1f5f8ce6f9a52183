import type { LedgerRowView } from "@circuito/protocol";
import { Button, Drawer, FactList, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { supervisionApi } from "../api/supervision.ts";
import { fileSize, fullTime } from "../i18n/format.ts";
import { addressText, reasonText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useInboxes } from "../workspace/queries.ts";
import { DiscardDialog } from "./discard-dialog.tsx";
import { Pipeline } from "./pipeline.tsx";
import { ReleaseDialog } from "./release-dialog.tsx";

interface RowDrawerProps {
  readonly row: LedgerRowView;
  readonly onClose: () => void;
}

/** One row: how far it came, what it was, and what can be done with it. */
export function RowDrawer({ row, onClose }: RowDrawerProps) {
  const t = useT();
  const inboxes = useInboxes().data ?? [];
  const [dialog, setDialog] = useState<"release" | "discard" | null>(null);
  const ids = async () => [row.id];
  const inbox = inboxes.find(({ id }) => id === row.inboxId)?.name ?? row.inboxId;
  return (
    <Drawer
      isOpen
      onOpenChange={onClose}
      title={row.from === null ? t("failures.unknownSender") : addressText(row.from)}
      description={reasonText(row.reason ?? row.state)}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={() => setDialog("discard")}>{t("failures.discard")}</Button>
          {row.kind !== "malformed" && (
            <Button variant="primary" onPress={() => setDialog("release")}>
              {t("failures.release")}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-5 pb-4">
        <Pipeline row={row} />
        {row.preview !== "" && (
          <p className="rounded-control bg-sunken px-3 py-2 text-14 break-words whitespace-pre-line">
            {row.preview}
          </p>
        )}
        <FactList
          facts={[
            { id: "inbox", term: t("failures.inbox"), value: inbox },
            { id: "at", term: t("failures.receivedAt"), value: fullTime(row.receivedAt) },
            { id: "attempts", term: t("failures.attempts"), value: row.attempts },
            { id: "repeats", term: t("failures.duplicates"), value: row.duplicates },
            { id: "external", term: t("failures.externalId"), value: row.externalId },
          ]}
        />
        <Payload id={row.id} />
      </div>
      {dialog === "release" && (
        <ReleaseDialog count={1} ids={ids} onClose={() => setDialog(null)} />
      )}
      {dialog === "discard" && (
        <DiscardDialog count={1} ids={ids} onClose={() => setDialog(null)} />
      )}
    </Drawer>
  );
}

function Payload({ id }: { readonly id: string }) {
  const t = useT();
  const query = useQuery({
    queryKey: ["payload", id],
    queryFn: () => supervisionApi.payload(id),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className="flex flex-col gap-2">
      <h3 className="flex items-baseline gap-2 text-13 font-semibold">
        {t("failures.payload")}
        {query.data?.sizeBytes != null && (
          <span className="text-12 font-regular text-fg-3">{fileSize(query.data.sizeBytes)}</span>
        )}
      </h3>
      {query.isPending && <SkeletonRows rows={2} label={t("board.loading")} />}
      {query.isError && <p className="text-13 text-danger-text">{errorText(query.error)}</p>}
      {query.data !== undefined &&
        (query.data.text === null ? (
          <p className="text-13 text-fg-2">{t(`failures.payload.${query.data.form}`)}</p>
        ) : (
          <section
            // Nothing in it takes focus: without a stop, keys could not scroll it.
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
            tabIndex={0}
            aria-label={t("failures.payload")}
            className="ring-focus max-h-80 overflow-auto rounded-control bg-sunken p-3"
          >
            <pre className="font-mono text-12">
              {query.data.text}
              {query.data.isCut && `\n${t("failures.payload.cut")}`}
            </pre>
          </section>
        ))}
    </div>
  );
}
