import type { LedgerRowView } from "@circuito/protocol";
import { Button, Checkbox } from "@circuito/ui";
import { useState } from "react";
import { supervisionApi } from "../api/supervision.ts";
import { listTime } from "../i18n/format.ts";
import { addressText, previewText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useInboxes } from "../workspace/queries.ts";
import { useNow } from "../workspace/use-now.ts";
import { CauseRows, type Choosable } from "./cause-rows.tsx";
import { DiscardDialog } from "./discard-dialog.tsx";
import { ReleaseDialog } from "./release-dialog.tsx";
import { RowDrawer } from "./row-drawer.tsx";
import { useChosen } from "./use-chosen.ts";
import { usePages } from "./use-pages.ts";

interface InboundRowsProps {
  readonly filter: { readonly state: string; readonly kind: string; readonly cause: string };
  readonly isReleasable: boolean;
}

/** Each row of a cause: to be looked at, and those chosen to be let in or discarded. */
export function InboundRows({ filter, isReleasable }: InboundRowsProps) {
  const t = useT();
  const rows = usePages(["rows", filter.state, filter.kind, filter.cause], (cursor) =>
    supervisionApi.ledgerRows(filter, cursor),
  );
  const chosen = useChosen(rows.items);
  const [openId, setOpenId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<"release" | "discard" | null>(null);
  const open = rows.items.find(({ id }) => id === openId);
  const close = () => setDialog(null);
  const ids = async () => [...chosen.ids];
  return (
    <>
      <CauseRows
        rows={rows}
        chosen={chosen}
        row={(row, choosable) => (
          <Row key={row.id} row={row} {...choosable} onOpen={() => setOpenId(row.id)} />
        )}
        acts={
          <>
            {isReleasable && (
              <Button size="small" onPress={() => setDialog("release")}>
                {t("failures.release")}
              </Button>
            )}
            <Button size="small" onPress={() => setDialog("discard")}>
              {t("failures.discard")}
            </Button>
          </>
        }
      />
      {dialog === "release" && <ReleaseDialog count={chosen.ids.size} ids={ids} onClose={close} />}
      {dialog === "discard" && <DiscardDialog count={chosen.ids.size} ids={ids} onClose={close} />}
      {open !== undefined && <RowDrawer row={open} onClose={() => setOpenId(null)} />}
    </>
  );
}

interface RowProps extends Choosable {
  readonly row: LedgerRowView;
  readonly onOpen: () => void;
}

function Row({ row, isChosen, onChoose, onOpen }: RowProps) {
  const t = useT();
  const now = useNow();
  const inboxes = useInboxes().data ?? [];
  const from = row.from === null ? t("failures.unknownSender") : addressText(row.from);
  const inbox = inboxes.find(({ id }) => id === row.inboxId)?.name;
  return (
    <li className="flex items-center gap-3 border-line-subtle border-b py-1 last:border-b-0">
      <Checkbox
        isSelected={isChosen}
        onChange={onChoose}
        aria-label={t("failures.choose", { name: from })}
      />
      <button
        type="button"
        onClick={onOpen}
        className="ring-focus-inset grid min-w-0 grow grid-cols-[1fr_auto] items-baseline gap-x-3 rounded-control px-2 py-1.5 text-left text-13 hover:bg-hover min-[900px]:grid-cols-[10rem_1fr_auto_auto]"
      >
        <span className="truncate font-medium">{from}</span>
        <span className="truncate text-fg-2 max-[899.98px]:order-last max-[899.98px]:col-span-2">
          {row.preview === "" ? t("failures.noWords") : previewText(row.preview)}
        </span>
        <span className="truncate text-12 text-fg-3 max-[899.98px]:hidden">{inbox}</span>
        <time dateTime={row.receivedAt} className="text-12 tabular-nums text-fg-3">
          {listTime(row.receivedAt, now)}
        </time>
      </button>
    </li>
  );
}
