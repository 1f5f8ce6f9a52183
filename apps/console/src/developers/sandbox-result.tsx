import type { LedgerRowView, SandboxAnswer } from "@circuito/protocol";
import { Button, Chip, type Tone } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { exactTime } from "../i18n/format.ts";
import { reasonText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useLedgerRow } from "./sandbox-api.ts";

/** Something that was said in the sandbox, and what the channel answered. */
export interface Said {
  readonly inboxId: string;
  /** Ms since epoch. */
  readonly at: number;
  readonly text: string;
  readonly answer: SandboxAnswer;
}

const HTTP_OK_END = 300;
const LINK = "ring-focus rounded-key text-accent-text underline";

/** What became of it: accepted, then routed to a conversation, or set aside and why. */
export function SandboxResult({ said }: { readonly said: Said }) {
  const t = useT();
  const { status, elements } = said.answer;
  const isAccepted = status < HTTP_OK_END;
  return (
    <li className="flex flex-col gap-2 px-3 py-3 text-13">
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <time dateTime={new Date(said.at).toISOString()} className="text-12 text-fg-2 tabular-nums">
          {exactTime(new Date(said.at).toISOString())}
        </time>
        <span className="min-w-0 font-medium wrap-anywhere">{said.text}</span>
      </p>
      <p className="flex flex-wrap items-center gap-2">
        <Chip tone={isAccepted ? "ok" : "danger"}>
          {t(isAccepted ? "developers.accepted" : "developers.refused", { status })}
        </Chip>
        {isAccepted && elements.length === 0 && (
          <span className="text-fg-2">{t("developers.nothingInIt")}</span>
        )}
      </p>
      {elements.map(({ externalId }) => (
        <Row key={externalId} said={said} externalId={externalId} />
      ))}
    </li>
  );
}

const TONES: Readonly<Record<LedgerRowView["state"], Tone>> = {
  accepted: "neutral",
  routed: "ok",
  suppressed: "warn",
  parked: "danger",
};

function Row({ said, externalId }: { readonly said: Said; readonly externalId: string }) {
  const t = useT();
  const { data: row } = useLedgerRow(said.inboxId, externalId, said.at);
  return (
    <div role="status" className="flex flex-col gap-1.5 border-line-subtle border-l-2 pl-3">
      {row == null ? (
        <span className="text-fg-2">{t("developers.looking")}</span>
      ) : (
        <>
          <p className="flex flex-wrap items-center gap-2">
            <Chip tone={TONES[row.state]}>{t(`developers.state.${row.state}`)}</Chip>
            {row.duplicates > 0 && (
              <Chip tone="warn">{t("developers.duplicates", { count: row.duplicates })}</Chip>
            )}
            {row.reason !== null && <span className="text-fg-2">{reasonText(row.reason)}</span>}
          </p>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {row.conversationId !== null && (
              <Link
                to="/inbox/$conversationId"
                params={{ conversationId: row.conversationId }}
                className={LINK}
              >
                {t("developers.openConversation")}
              </Link>
            )}
            {row.messageId !== null && <Trail messageId={row.messageId} />}
            {row.state === "parked" && (
              <Link to="/failures" className={LINK}>
                {t("developers.openFailures")}
              </Link>
            )}
          </p>
          <p className="text-12 text-fg-3 wrap-anywhere">
            {t("developers.ledgerRow", { id: row.id, externalId: row.externalId })}
          </p>
        </>
      )}
    </div>
  );
}

/** Every decision with its reason, out of the ledger. */
function Trail({ messageId }: { readonly messageId: string }) {
  const t = useT();
  return (
    <Button size="small" onPress={() => showLayer({ kind: "message-timeline", messageId })}>
      {t("developers.trail")}
    </Button>
  );
}
