import type { MessageView } from "@circuito/protocol";
import { Chip } from "@circuito/ui";
import { Check, CircleAlert, Clock, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../i18n/translate.ts";
import { RECIPIENT_WORDS } from "./mail-labels.ts";

type Recipient = NonNullable<NonNullable<MessageView["delivery"]>["recipients"]>[number];

const ICONS: Readonly<Record<Recipient["status"], ReactNode>> = {
  queued: <Clock />,
  accepted: <Check />,
  deferred: <Clock />,
  refused: <CircleAlert />,
  bounced: <TriangleAlert />,
};

/** What became of a mail, recipient by recipient; silent where it simply arrived at one. */
export function RecipientResults({ delivery }: Pick<MessageView, "delivery">) {
  const t = useT();
  const recipients = delivery?.recipients ?? [];
  const isPlain = recipients.every(({ status }) => status === "accepted" || status === "queued");
  if (recipients.length === 0 || (isPlain && recipients.length === 1)) return null;
  return (
    <section aria-label={t("mail.deliveryLabel")} className="border-t border-line-subtle pt-2">
      <ul className="flex flex-col gap-1.5">
        {recipients.map(({ address, status, detail }) => {
          const { label, tone } = RECIPIENT_WORDS[status];
          const needsWords = tone !== "neutral" && detail !== "";
          return (
            <li key={address} className="text-12">
              <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
                <span className="min-w-0 wrap-anywhere">{address}</span>
                <Chip
                  tone={tone}
                  variant={tone === "neutral" ? "plain" : "soft"}
                  icon={ICONS[status]}
                >
                  {t(label)}
                </Chip>
              </div>
              {needsWords && <p className="text-fg-2 wrap-anywhere">{detail}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
