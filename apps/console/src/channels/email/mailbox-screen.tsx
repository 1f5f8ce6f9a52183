import type { InboxView } from "@circuito/protocol";
import { Button, Chip, TextField } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { ChevronRight, CircleAlert, CircleCheck, Mail } from "lucide-react";
import { type FormEvent, useState } from "react";
import { api } from "../../api/client.ts";
import type { MailboxCandidate } from "../../api/mailbox-setup.ts";
import { useT } from "../../i18n/translate.ts";
import { Loaded } from "../../settings/loaded.tsx";
import { SettingsPage } from "../../settings/settings-page.tsx";
import { useScreenKeys } from "../../settings/use-screen-keys.ts";
import { errorText } from "../../verbs/problem-text.ts";
import { useInboxes } from "../../workspace/queries.ts";
import { MailboxWizard } from "./mailbox-wizard.tsx";

/** Canais > E-mail: the mailboxes there are, and one more. */
export function MailboxScreen() {
  const t = useT();
  return (
    <SettingsPage title={t("mailbox.title")} back="/settings/channels" width="narrow">
      <Connected />
      <NewMailbox />
    </SettingsPage>
  );
}

/** How each mailbox does. */
function Connected() {
  const t = useT();
  const inboxes = useInboxes();
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-14s">{t("mailbox.connected")}</h2>
      <Loaded query={inboxes} label={t("channels.loading")}>
        {(all) => <Mailboxes mailboxes={all.filter(({ channel }) => channel === "email")} />}
      </Loaded>
    </section>
  );
}

function Mailboxes({ mailboxes }: { readonly mailboxes: readonly InboxView[] }) {
  const t = useT();
  if (mailboxes.length === 0) return <p className="text-13 text-fg-2">{t("mailbox.none")}</p>;
  return (
    <ul className="divide-y divide-line-subtle overflow-hidden rounded-pane border border-line">
      {mailboxes.map(({ id, name, settings, connection }) => (
        <li key={id}>
          <Link
            to="/settings/channels/email/$inboxId"
            params={{ inboxId: id }}
            className="ring-focus-inset fade-colors flex items-center gap-x-3 px-3 py-2 text-13 hover:bg-hover"
          >
            <Mail aria-hidden="true" className="text-fg-3" />
            <span className="min-w-0 grow">
              <span className="block truncate font-medium">{name}</span>
              {typeof settings.address === "string" && (
                <span className="block truncate text-12 text-fg-2">{settings.address}</span>
              )}
            </span>
            {connection !== undefined && (
              <Chip
                tone={connection.status === "trouble" ? "danger" : "neutral"}
                icon={connection.status === "trouble" ? <CircleAlert /> : <CircleCheck />}
                title={connection.reason}
              >
                {t(`mailboxState.${connection.status}`)}
              </Chip>
            )}
            <ChevronRight aria-hidden="true" className="size-4 flex-none text-fg-3" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface Found {
  readonly address: string;
  readonly candidates: readonly MailboxCandidate[];
}

/** The address first: the rest is looked for. */
function NewMailbox() {
  const t = useT();
  const [address, setAddress] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isLooking, setLooking] = useState(false);

  // Once there is something to choose from, the next step is the wizard's.
  useScreenKeys({ tryOut: found === null && !isLooking ? () => void look() : undefined });

  async function look() {
    setProblem(address.trim() === "" ? t("form.required") : null);
    if (address.trim() === "") return;
    setLooking(true);
    setFound(null);
    try {
      const { candidates } = await api.discoverMailbox(address.trim());
      setFound({ address: address.trim(), candidates });
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setLooking(false);
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void look();
  }

  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-14s">{t("mailbox.new")}</h2>
      <form noValidate onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <TextField
          className="min-w-56 grow"
          label={t("mailbox.address")}
          type="email"
          autoComplete="off"
          isRequired
          value={address}
          onChange={setAddress}
          error={problem ?? undefined}
        />
        <Button
          type="submit"
          variant={found === null ? "primary" : "secondary"}
          isPending={isLooking}
          keys={found === null ? ["Ctrl", "Enter"] : undefined}
        >
          {t("mailbox.look")}
        </Button>
      </form>
      {found !== null && (
        <MailboxWizard key={found.address} address={found.address} candidates={found.candidates} />
      )}
    </section>
  );
}
