import type { MailView, MessageView, WholeMailView } from "@circuito/protocol";
import { Chip, Dialog, FactList, FileTile, SkeletonRows } from "@circuito/ui";
import { Check, X } from "lucide-react";
import { fullTime } from "../i18n/format.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { QueryFailed } from "../verbs/query-failed.tsx";
import { useConversation } from "../workspace/workspace-context.ts";
import { classLook, rejectionText, ruleName } from "./mail-labels.ts";
import { useMailDetail } from "./mail-words.tsx";

interface MailTrailProps {
  readonly message: MessageView;
  readonly mail: MailView;
  readonly onClose: () => void;
}

/** The original, and why it stands here: the decision with every candidate that was looked at. */
export function MailTrail({ message, mail, onClose }: MailTrailProps) {
  const t = useT();
  const detail = useMailDetail(message.id);
  const conversation = useConversation(message.conversationId);
  const { data } = detail;
  const look = classLook(mail.class);
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("trail.title")}
      closeLabel={t("action.close")}
      size="large"
    >
      {detail.isPending && <SkeletonRows rows={4} label={t("thread.loading")} />}
      {detail.isError && <QueryFailed query={detail} />}
      {data !== undefined && (
        <div className="flex flex-col gap-5 pb-4 text-13">
          {data.verdict !== null && (
            <Verdict verdict={data.verdict} conversationId={message.conversationId} />
          )}
          <FactList
            facts={[
              { id: "received", term: t("trail.received"), value: fullTime(message.createdAt) },
              ...(message.sentAt === null
                ? []
                : [{ id: "sent", term: t("trail.sent"), value: fullTime(message.sentAt) }]),
              {
                id: "class",
                term: t("trail.class"),
                value: t(look === null ? "mailClass.human" : look.label),
              },
              ...(mail.writer === null
                ? []
                : [{ id: "writer", term: t("trail.writer"), value: t(`writer.${mail.writer}`) }]),
              ...(mail.remarks.length === 0
                ? []
                : [{ id: "remarks", term: t("trail.remarks"), value: mail.remarks.join(", ") }]),
            ]}
          />
          {data.sourceUrl !== null && (
            <section>
              <h3 className="pb-1.5 font-semibold">{t("trail.source")}</h3>
              <FileTile
                name={`${conversation?.protocol ?? "e-mail"}-${message.seq}.eml`}
                mimeType="message/rfc822"
                detail={t("trail.sourceText")}
                href={data.sourceUrl}
              />
            </section>
          )}
        </div>
      )}
    </Dialog>
  );
}

interface VerdictProps {
  readonly verdict: NonNullable<WholeMailView["verdict"]>;
  readonly conversationId: string;
}

function Verdict({ verdict, conversationId }: VerdictProps) {
  const t = useT();
  return (
    <section className="flex flex-col gap-2">
      <p className="text-14">{sentence(verdict, t)}</p>
      {verdict.candidates.length > 0 && (
        <>
          <h3 className="font-semibold">{t("trail.candidates")}</h3>
          <ol className="flex flex-col divide-y divide-line-subtle rounded-control border border-line">
            {verdict.candidates.map((candidate) => (
              <li
                key={`${candidate.conversationId}${candidate.rule}${candidate.evidence}`}
                className="flex flex-col gap-1 px-3 py-2"
              >
                <div className="flex flex-wrap items-center gap-2">
                  <span className="font-medium">
                    <ConversationName
                      id={candidate.conversationId}
                      isThis={candidate.conversationId === conversationId}
                    />
                  </span>
                  {candidate.rejectedBecause === null ? (
                    <Chip tone="ok" icon={<Check />}>
                      {t("trail.taken")}
                    </Chip>
                  ) : (
                    <Chip icon={<X />}>{rejectionText(candidate.rejectedBecause)}</Chip>
                  )}
                </div>
                <span className="text-12 text-fg-2">{ruleName(candidate.rule)}</span>
                <code className="font-mono text-12 text-fg-2 wrap-anywhere">
                  {candidate.evidence}
                </code>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** Its protocol where we know it. */
function ConversationName({ id, isThis }: { readonly id: string; readonly isThis: boolean }) {
  const t = useT();
  const conversation = useConversation(id);
  if (isThis) return t("trail.thisOne");
  return t("trail.other", { which: conversation?.protocol ?? id.slice(0, 8) });
}

function sentence({ placement, candidates }: VerdictProps["verdict"], t: Translate): string {
  const rule = placement.kind === "new" ? "" : ruleName(placement.by);
  switch (placement.kind) {
    case "join":
      return t("trail.join", { rule });
    case "follow":
      return t("trail.follow", { rule });
    case "new":
      return candidates.length === 0 ? t("trail.new") : t("trail.newDespite");
  }
}
