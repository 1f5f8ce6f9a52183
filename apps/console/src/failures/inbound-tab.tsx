import type { InboundFailureGroup, InboundFailures } from "@circuito/protocol";
import { Button } from "@circuito/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import { Trash2, Undo } from "lucide-react";
import { useState } from "react";
import { supervisionApi } from "../api/supervision.ts";
import { reasonText } from "../i18n/labels.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { collectRows } from "./collect-rows.ts";
import { DiscardDialog } from "./discard-dialog.tsx";
import { FailureGroup } from "./failure-group.tsx";
import { FailureList } from "./failure-list.tsx";
import { InboundRows } from "./inbound-rows.tsx";
import { ReleaseDialog } from "./release-dialog.tsx";

/** What came in and did not become a message of a conversation, by cause. */
export function InboundTab({ query }: { readonly query: UseQueryResult<InboundFailures> }) {
  const t = useT();
  const groups = query.data?.groups ?? [];
  return (
    <FailureList query={query} isEmpty={groups.length === 0}>
      <ul aria-label={t("failures.in")} className="flex flex-col gap-2">
        {groups.map((group) => (
          <FailureGroup
            key={`${group.state} ${group.kind} ${group.cause}`}
            {...causeWords(t, group)}
            state={t(`failures.state.${group.state}`)}
            tone={group.state === "parked" ? "danger" : "neutral"}
            group={group}
          >
            {() => <Opened group={group} />}
          </FailureGroup>
        ))}
      </ul>
    </FailureList>
  );
}

/**
 * What nobody foresaw has the name of an error: said as what it is, a defect of ours. Why something could
 * not be read is written in English by whoever read it: our sentence stands before it.
 */
function causeWords(t: Translate, { cause, kind }: InboundFailureGroup) {
  if (kind === "malformed") {
    return { title: t("failures.malformed"), detail: t("failures.whatReads", { words: cause }) };
  }
  return {
    title: /^[A-Za-z]*Error\b|^unknown-error$/.test(cause)
      ? t("failures.defect", { cause })
      : reasonText(cause),
  };
}

function Opened({ group }: { readonly group: InboundFailureGroup }) {
  const t = useT();
  const [dialog, setDialog] = useState<"release" | "discard" | null>(null);
  const { state, kind, cause } = group;
  const filter = { state, kind, cause };
  const all = () => collectRows((cursor) => supervisionApi.ledgerRows(filter, cursor));
  const close = () => setDialog(null);
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 grow text-13 text-fg-2">{t(`failures.about.${kind}`)}</p>
        {kind !== "malformed" && (
          <Button size="small" icon={<Undo />} onPress={() => setDialog("release")}>
            {t("failures.releaseAll")}
          </Button>
        )}
        <Button size="small" icon={<Trash2 />} onPress={() => setDialog("discard")}>
          {t("failures.discardAll")}
        </Button>
      </div>
      <InboundRows filter={filter} isReleasable={kind !== "malformed"} />
      {dialog === "release" && <ReleaseDialog count={group.count} ids={all} onClose={close} />}
      {dialog === "discard" && <DiscardDialog count={group.count} ids={all} onClose={close} />}
    </div>
  );
}
