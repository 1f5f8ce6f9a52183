import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ApiError } from "../../api/request.ts";
import { channelErrorText } from "../channel-error.ts";
import type { MailboxForm } from "./mailbox-form.ts";

/** Often enough that whoever comes back from the provider's page finds it told. */
const LOOK_EVERY_MS = 2_000;

/**
 * Asks a provider for the right to a mailbox: its page opens beside this one, and what its owner says there
 * is looked for until it is there.
 * @param inboxId of a mailbox that is there: its stored client secret may be used
 */
export function useConsent(inboxId: string | undefined, form: MailboxForm) {
  const [asked, setAsked] = useState<Asked>();
  const [problem, setProblem] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  // What another client was granted is not this one's.
  const begun = asked?.client === clientOf(form) ? asked : undefined;
  const id = begun?.id ?? "";
  const { data: told, error } = useQuery({
    queryKey: ["mail-consent", id],
    queryFn: () => api.getMailConsent(id),
    enabled: id !== "",
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === "waiting" ? LOOK_EVERY_MS : false,
    // People are at the provider's page meanwhile.
    refetchIntervalInBackground: true,
  });
  /** Nobody answered in time. */
  const isOver = error instanceof ApiError && error.code === "not-found";

  async function ask(): Promise<void> {
    setAsking(true);
    setProblem(undefined);
    setAsked(undefined);
    const { address, oauth } = form;
    const { tokenUrl, authorizeUrl, clientId, clientSecret, scope } = oauth;
    try {
      const page = await api.beginMailConsent({
        ...{ address, tokenUrl: tokenUrl.trim(), clientId: clientId.trim() },
        ...(authorizeUrl !== "" && { authorizeUrl }),
        ...(clientSecret.trim() !== "" && { clientSecret: clientSecret.trim() }),
        ...(scope !== "" && { scope }),
        ...(inboxId !== undefined && { inboxId }),
      });
      setAsked({ ...page, client: clientOf(form) });
      // Where windows are held back, the link that is shown opens it.
      window.open(page.url, "_blank", "noopener,noreferrer");
    } catch (error) {
      setProblem(channelErrorText(error));
    } finally {
      setAsking(false);
    }
  }

  return { begun, told, isOver, problem, isAsking, ask };
}

interface Asked {
  readonly id: string;
  readonly url: string;
  readonly client: string;
}

const clientOf = ({ address, oauth }: MailboxForm) =>
  JSON.stringify([address, oauth.tokenUrl, oauth.clientId, oauth.clientSecret]);
