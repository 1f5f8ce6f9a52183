import { fillQuickReply, smsPartsOf, wordsOf } from "@circuito/protocol/writing-text";
import { useT } from "../i18n/translate.ts";
import { useQueues } from "../workspace/queries.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { Pieces } from "./suggestions.tsx";

interface CustomerPreviewProps {
  readonly body: string;
  readonly company: string | null;
  readonly channels: readonly string[];
}

/** Prepared words as a customer called Marina would read them. */
export function CustomerPreview({ body, company, channels }: CustomerPreviewProps) {
  const t = useT();
  const me = useMe();
  const queues = useQueues().data ?? [];
  const pieces = fillQuickReply(body, {
    customerName: t("quickReply.previewCustomer"),
    protocol: "261127-00000GF8",
    agentName: me.name,
    company: company ?? undefined,
    queueName: queues[0]?.name,
  });
  const bySms = channels.length === 0 || channels.includes("sms");
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="text-12 font-medium text-fg-2">{t("quickReply.preview")}</h3>
      <p className="min-h-20 rounded-bubble bg-bubble-out px-3 py-2 text-14 break-words whitespace-pre-wrap">
        <Pieces pieces={pieces} />
      </p>
      {bySms && body.trim() !== "" && (
        <p className="text-12 text-fg-2">
          {t("quickReply.sms", { parts: smsPartsOf(wordsOf(pieces)).parts })}
        </p>
      )}
    </section>
  );
}
