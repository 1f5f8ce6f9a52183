import type { InboxView } from "@circuito/protocol";
import { Banner } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { Unplug } from "lucide-react";
import { useEffect } from "react";
import { useT } from "../i18n/translate.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { inboxState } from "./session-labels.ts";

/** One line an inbox; its words are said once, when it goes down. */
export function SessionBanners({ inboxes }: { readonly inboxes: readonly InboxView[] }) {
  return inboxes.map((inbox) => <SessionBanner key={inbox.id} inbox={inbox} />);
}

function SessionBanner({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const me = useMe();
  const { announcer } = useWorkspace();
  const { text, trouble } = inboxState(inbox);
  const { connection } = inbox;
  // A mail server's own words are for its page.
  const reason =
    connection === undefined
      ? (trouble ?? text)
      : t(connection.kind === "credentials" ? "mailboxDown.credentials" : "mailboxDown.transient");
  const { name } = inbox;
  const spoken = t("session.down", { name });
  useEffect(() => announcer.announce(spoken), [announcer, spoken]);
  return (
    <Banner
      tone="danger"
      icon={<Unplug />}
      action={
        me.role === "admin" ? (
          <Link
            to={
              inbox.channel === "email"
                ? "/settings/channels/email/$inboxId"
                : "/settings/channels/whatsapp/$inboxId"
            }
            params={{ inboxId: inbox.id }}
            className="ring-focus rounded-key underline underline-offset-2"
          >
            {t("session.seeInbox")}
          </Link>
        ) : undefined
      }
    >
      {t("session.downBecause", { name, reason })}
    </Banner>
  );
}
