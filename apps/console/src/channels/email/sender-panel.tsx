import type { InboxView, SenderCheck } from "@circuito/protocol";
import { Button, Callout } from "@circuito/ui";
import { CircleAlert, CircleCheck, CircleHelp } from "lucide-react";
import { useState } from "react";
import { type MessageId, useT } from "../../i18n/translate.ts";
import { useIsOnline } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { CopyField } from "../inbox-page/copy-field.tsx";
import { inboxApi } from "../inbox-page/inbox-api.ts";
import { Panel } from "../inbox-page/panel.tsx";

/** Whether answers arrive: what the DNS of the mailbox's domain says to those who receive them. */
export function SenderPanel({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const isOnline = useIsOnline();
  const [check, setCheck] = useState<SenderCheck>();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function ask(): Promise<void> {
    setAsking(true);
    setProblem(undefined);
    try {
      setCheck(await inboxApi.checkSender(inbox.id));
    } catch (error) {
      setProblem(channelErrorText(error));
    } finally {
      setAsking(false);
    }
  }

  return (
    <Panel title={t("sender.title")}>
      <p className="text-13 text-fg-2">{t("sender.intro")}</p>
      {check && (
        <ol
          aria-label={t("sender.findings", { domain: check.domain })}
          className="divide-y divide-line-subtle rounded-control border border-line"
        >
          {check.findings.map((finding) => (
            <Finding key={finding.about} finding={finding} />
          ))}
        </ol>
      )}
      <div role="status" className="empty:-mt-3">
        {check && <Outcome check={check} />}
        {problem !== undefined && <Callout tone="danger">{problem}</Callout>}
      </div>
      <div>
        <Button
          isPending={isAsking}
          disabledReason={isOnline ? undefined : t("problem.needsConnection")}
          onPress={() => void ask()}
        >
          {t(check === undefined ? "sender.check" : "sender.again")}
        </Button>
      </div>
    </Panel>
  );
}

function Outcome({ check }: { readonly check: SenderCheck }) {
  const t = useT();
  const { domain, findings } = check;
  if (findings.some(({ verdict }) => verdict === "broken")) {
    return <Callout tone="danger">{t("sender.broken", { domain })}</Callout>;
  }
  return findings.some(({ verdict }) => verdict === "unsure") ? (
    <Callout tone="warn">{t("sender.unsure", { domain })}</Callout>
  ) : (
    <Callout tone="ok">{t("sender.ok", { domain })}</Callout>
  );
}

const LOOKS = {
  ok: { icon: <CircleCheck aria-hidden="true" className="text-ok-icon" />, word: "sender.isOk" },
  unsure: {
    icon: <CircleHelp aria-hidden="true" className="text-warn-text" />,
    word: "sender.isUnsure",
  },
  broken: {
    icon: <CircleAlert aria-hidden="true" className="text-danger-text" />,
    word: "sender.isBroken",
  },
} as const;

const NAMES = { spf: "SPF", dkim: "DKIM", dmarc: "DMARC" } as const;

function Finding({ finding }: { readonly finding: SenderCheck["findings"][number] }) {
  const t = useT();
  const { about, verdict, because, record, publish } = finding;
  const { icon, word } = LOOKS[verdict];
  return (
    <li className="flex gap-2.5 px-3 py-2 text-13 [&>.lucide]:mt-0.5 [&>.lucide]:size-4 [&>.lucide]:flex-none">
      {icon}
      <div className="flex min-w-0 grow flex-col gap-1">
        <p className="flex flex-wrap gap-x-2">
          <span className="grow font-medium">{NAMES[about]}</span>
          <span className="text-12 text-fg-2">{t(word)}</span>
        </p>
        <p>{t(`sender.because.${because}` as MessageId)}</p>
        {record !== null && (
          <p className="font-mono text-12 text-fg-2 wrap-anywhere">
            {record.name} TXT {record.value}
          </p>
        )}
        {publish !== null && (
          <div className="mt-1 flex flex-col gap-2">
            <p className="text-12 font-medium">{t("sender.publish")}</p>
            <CopyField label={t("sender.name")} value={publish.name} />
            <CopyField label={t("sender.value")} value={publish.value} />
          </div>
        )}
      </div>
    </li>
  );
}
