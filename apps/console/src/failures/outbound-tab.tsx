import type { OutboundFailureGroup, OutboundFailures, TroubledSendView } from "@circuito/protocol";
import { Button, Checkbox, ErrorState, SkeletonRows } from "@circuito/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type SettleHow, supervisionApi } from "../api/supervision.ts";
import { clockTime, listTime } from "../i18n/format.ts";
import { addressText, previewText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useNow } from "../workspace/use-now.ts";
import { FailureGroup } from "./failure-group.tsx";
import { FailureList } from "./failure-list.tsx";
import { SettleDialog } from "./settle-dialog.tsx";
import { useChosen } from "./use-chosen.ts";
import { usePages } from "./use-pages.ts";

/** What did not leave, or of which nobody knows whether it arrived, by cause. */
export function OutboundTab({ query }: { readonly query: UseQueryResult<OutboundFailures> }) {
  const t = useT();
  const groups = query.data?.groups ?? [];
  return (
    <FailureList query={query} isEmpty={groups.length === 0}>
      <ul aria-label={t("failures.out")} className="flex flex-col gap-2">
        {groups.map((group) => (
          <FailureGroup
            key={`${group.status} ${group.cause}`}
            title={t(`failures.because.${group.because}`)}
            {...(group.cause !== "unknown" && {
              detail: t("failures.providerSaid", { words: group.cause }),
            })}
            state={t(`failures.status.${group.status}`)}
            tone={group.status === "failed" ? "danger" : "warn"}
            group={group}
          >
            {() => <Opened group={group} />}
          </FailureGroup>
        ))}
      </ul>
    </FailureList>
  );
}

function Opened({ group: { status, cause } }: { readonly group: OutboundFailureGroup }) {
  const t = useT();
  const sends = usePages(["sends", status, cause], (cursor) =>
    supervisionApi.troubledSends({ status, cause }, cursor),
  );
  const rows = sends.items.map((send) => ({ ...send, id: send.messageId }));
  const chosen = useChosen(rows);
  const [how, setHow] = useState<SettleHow | null>(null);
  if (sends.isPending) return <SkeletonRows rows={3} label={t("board.loading")} />;
  if (sends.isError) {
    return (
      <ErrorState
        title={errorText(sends.error)}
        retryLabel={t("action.retry")}
        onRetry={() => void sends.refetch()}
      />
    );
  }
  const some = rows.filter(({ id }) => chosen.has(id));
  const acts: readonly SettleHow[] =
    status === "unknown" ? ["arrived", "again", "discarded"] : ["again", "discarded"];
  return (
    <div className="flex flex-col gap-3 p-3">
      <p className="text-13 text-fg-2">{t(`failures.about.${status}`)}</p>
      <ul className="flex flex-col">
        {rows.map((send) => (
          <Send
            key={send.id}
            send={send}
            isChosen={chosen.has(send.id)}
            onChoose={(isChosen) => chosen.set(send.id, isChosen)}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        {sends.hasNextPage && (
          <Button
            size="small"
            variant="ghost"
            isPending={sends.isFetchingNextPage}
            onPress={() => void sends.fetchNextPage()}
          >
            {t("failures.more")}
          </Button>
        )}
        <span role="status" className="text-13 text-fg-2">
          {t("failures.chosen", { count: some.length })}
        </span>
        {acts.map((act) => (
          <Button
            key={act}
            size="small"
            onPress={() => setHow(act)}
            disabledReason={some.length === 0 ? t("failures.chooseFirst") : undefined}
          >
            {t(`failures.settle.${act}`)}
          </Button>
        ))}
      </div>
      {how !== null && <SettleDialog how={how} sends={some} onClose={() => setHow(null)} />}
    </div>
  );
}

interface SendProps {
  readonly send: TroubledSendView;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

/** One send with what is known of it: enough to decide, and the conversation a press away. */
function Send({ send, isChosen, onChoose }: SendProps) {
  const t = useT();
  const now = useNow();
  const name = send.contactName ?? addressText(send.address);
  const known = [
    t("failures.known.attempts", { count: send.attempts }),
    send.externalId === null ? undefined : t("failures.known.taken"),
    send.partly === null ? undefined : t("failures.known.partly"),
    send.later === 0 ? undefined : t("failures.known.later", { count: send.later }),
    send.resendsAt === null
      ? undefined
      : t("failures.known.resends", { time: clockTime(send.resendsAt) }),
  ].filter((text) => text !== undefined);
  return (
    <li className="flex items-start gap-3 border-line-subtle border-b py-2 last:border-b-0">
      <Checkbox
        isSelected={isChosen}
        onChange={onChoose}
        aria-label={t("failures.choose", { name })}
      />
      <div className="flex min-w-0 grow flex-col gap-0.5 text-13">
        <span className="flex items-baseline gap-2">
          <Link
            to="/inbox/$conversationId"
            params={{ conversationId: send.conversationId }}
            search={{ peek: true }}
            className="ring-focus min-w-0 truncate rounded-chip font-medium text-accent-text hover:underline"
          >
            {name}
          </Link>
          <span className="min-w-0 truncate text-12 text-fg-3">
            {send.authorName ?? t("failures.byItself")}
          </span>
          <span className="grow" />
          <time dateTime={send.updatedAt} className="flex-none text-12 tabular-nums text-fg-3">
            {listTime(send.updatedAt, now)}
          </time>
        </span>
        <span className="line-clamp-2 text-fg-2">{previewText(send.preview)}</span>
        <span className="text-12 text-fg-2">{known.join(" · ")}</span>
        {send.error !== null && <span className="text-12 break-words text-fg-3">{send.error}</span>}
      </div>
    </li>
  );
}
