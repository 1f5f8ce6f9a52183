import type { ChatInstallation, InboxView } from "@circuito/protocol";
import { Button, Callout, TextField } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useIsOnline } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { inboxApi } from "../inbox-page/inbox-api.ts";
import { useSaveSettings } from "../inbox-page/use-save-settings.ts";
import { siteOrigin } from "./site-origin.ts";
import { originsOf } from "./webchat-settings.ts";

const TONES = {
  found: "ok",
  "other-chat": "danger",
  absent: "warn",
  unreachable: "danger",
} as const satisfies Record<ChatInstallation["found"], string>;

export interface InstallationCheckProps {
  readonly inbox: InboxView;
  readonly onFound: () => void;
  /** The site is on the list from now on. */
  readonly onAllowed: (origin: string) => void;
}

/** Verificar instalação: the gateway fetches a page of the site and says what is on it. */
export function InstallationCheck({ inbox, onFound, onAllowed }: InstallationCheckProps) {
  const t = useT();
  const isOnline = useIsOnline();
  const [typed, setTyped] = useState(
    () => originsOf(inbox.settings).find((origin) => origin.startsWith("http")) ?? "",
  );
  const [isWrong, setWrong] = useState(false);
  const [isLooking, setLooking] = useState(false);
  const [answer, setAnswer] = useState<ChatInstallation | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function look(event: FormEvent) {
    event.preventDefault();
    const url = pageAddress(typed);
    setWrong(url === undefined);
    if (url === undefined || isLooking) return;
    setLooking(true);
    setProblem(null);
    setAnswer(null);
    try {
      const found = await inboxApi.checkChatInstallation(inbox.id, url);
      setAnswer(found);
      if (found.found === "found" && found.isAllowed) onFound();
    } catch (error) {
      setProblem(channelErrorText(error));
    } finally {
      setLooking(false);
    }
  }

  return (
    <form noValidate onSubmit={look} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          label={t("webchat.pageAddress")}
          inputMode="url"
          autoComplete="off"
          spellCheck="false"
          value={typed}
          onChange={setTyped}
          error={isWrong ? t("webchat.pageAddressWrong") : undefined}
          className="min-w-56 grow"
        />
        <Button
          type="submit"
          variant="primary"
          isPending={isLooking}
          disabledReason={isOnline ? undefined : t("problem.needsConnection")}
        >
          {t("webchat.verify")}
        </Button>
      </div>
      <div role="status" className="flex flex-col gap-2 empty:-mt-3">
        {problem !== null && <Callout tone="danger">{problem}</Callout>}
        {answer !== null && (
          <Callout tone={answer.isAllowed ? TONES[answer.found] : "warn"}>
            {t(`webchat.found.${answer.found}`, { origin: answer.origin })}
            {!answer.isAllowed && answer.found !== "unreachable" && (
              <NotAllowed
                key={answer.origin}
                inbox={inbox}
                origin={answer.origin}
                onAllowed={onAllowed}
              />
            )}
          </Callout>
        )}
      </div>
    </form>
  );
}

interface NotAllowedProps extends Pick<InstallationCheckProps, "inbox" | "onAllowed"> {
  readonly origin: string;
}

/** The code may be there, and still the chat stays shut: the site is not on the list. */
function NotAllowed({ inbox, origin, onAllowed }: NotAllowedProps) {
  const t = useT();
  const { save, isSaving, problem } = useSaveSettings(inbox);
  const origins = originsOf(inbox.settings);
  if (origins.includes(origin)) return null;

  async function allow() {
    const allowedOrigins = [...origins, origin];
    if (await save(inbox.name, inbox.enabled, { ...inbox.settings, allowedOrigins })) {
      onAllowed(origin);
    }
  }

  return (
    <div className="mt-1 flex flex-col items-start gap-2">
      <p>{t("webchat.notAllowed", { origin })}</p>
      {problem !== null && <p className="text-danger-text">{problem}</p>}
      <Button size="small" isPending={isSaving} onPress={() => void allow()}>
        {t("webchat.allow", { origin })}
      </Button>
    </div>
  );
}

/** What was typed as an address of a page, with its scheme. */
function pageAddress(typed: string): string | undefined {
  const origin = siteOrigin(typed);
  if (origin === undefined || origin === "null") return undefined;
  const text = typed.trim();
  return /^https?:\/\//i.test(text) ? text : `${new URL(origin).protocol}//${text}`;
}
