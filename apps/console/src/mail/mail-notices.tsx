import type { MailView, MessageView } from "@circuito/protocol";
import { Callout, Chip } from "@circuito/ui";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../i18n/translate.ts";
import { bounceReason, classLook, remarkTexts } from "./mail-labels.ts";
import { useMailDetail } from "./mail-words.tsx";

interface MailNoticesProps {
  readonly message: MessageView;
  readonly mail: MailView;
  /** Of its class. */
  readonly icon: ReactNode;
}

/** What a reader should know before believing or answering. */
export function MailNotices({ message, mail, icon }: MailNoticesProps) {
  const t = useT();
  const look = classLook(mail.class);
  const remarks = remarkTexts(mail.remarks);
  // A mail that names nobody says so in its remarks.
  const claimed = mail.from[0]?.address;
  return (
    <>
      {mail.writer === "unverified" && claimed && (
        <Callout tone="warn" icon={<TriangleAlert />} title={t("mail.unverifiedTitle")}>
          {t("mail.unverifiedText", { address: claimed })}
        </Callout>
      )}
      {mail.class === "bounce" && <Bounce message={message} />}
      {look !== null && mail.class !== "bounce" && (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-fg-2">
          <Chip tone={look.tone} icon={icon}>
            {t(look.label)}
          </Chip>
          {t(look.text)}
        </p>
      )}
      {remarks.length > 0 && (
        <Callout
          tone={isMisleading(mail) ? "warn" : "neutral"}
          icon={isMisleading(mail) ? <TriangleAlert /> : <Info />}
        >
          {remarks.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Callout>
      )}
    </>
  );
}

/** Remarks on who wrote, as opposed to how well it was written. */
const MISLEADING = ["address-suspicious", "several-senders", "no-sender", "dangerous-file-name"];

const isMisleading = ({ remarks }: MailView) =>
  remarks.some((remark) => MISLEADING.includes(remark));

/** Whom our mail did not reach and why, in our words first and the other server's after. */
function Bounce({ message }: { readonly message: MessageView }) {
  const t = useT();
  const { data } = useMailDetail(message.id);
  const recipients = data?.bounce?.recipients ?? [];
  const isDelay = data?.bounce?.kind === "delayed";
  return (
    <Callout
      tone={isDelay ? "warn" : "danger"}
      icon={<CircleAlert />}
      title={isDelay ? t("bounce.delayedTitle") : t("bounce.title")}
    >
      {recipients.length === 0 && t("mailClass.bounceText")}
      <ul className="flex flex-col gap-2">
        {recipients.map((recipient) => (
          <li key={`${recipient.address}${recipient.diagnostic}`} className="wrap-anywhere">
            <p>
              {recipient.address !== undefined && (
                <span className="font-semibold">{recipient.address}: </span>
              )}
              {bounceReason(recipient.reason)}
              {recipient.permanence === "hard" && ` ${t("bounce.hard")}`}
            </p>
            <p className="font-mono text-12">
              {[recipient.status, recipient.diagnostic].filter(Boolean).join(" · ")}
            </p>
          </li>
        ))}
      </ul>
    </Callout>
  );
}
