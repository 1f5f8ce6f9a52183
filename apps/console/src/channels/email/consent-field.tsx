import { Button, Callout, Disclosure, Problem, TextField } from "@circuito/ui";
import { CircleCheck, ExternalLink } from "lucide-react";
import { useEffect } from "react";
import { useT } from "../../i18n/translate.ts";
import { useIsOnline } from "../../workspace/workspace-context.ts";
import { CopyField } from "../inbox-page/copy-field.tsx";
import { mistakeText } from "../inbox-page/mistakes.ts";
import type { MailboxForm } from "./mailbox-form.ts";
import type { MailboxMistakes } from "./mailbox-settings.ts";
import { useConsent } from "./use-consent.ts";

interface ConsentFieldProps {
  readonly form: MailboxForm;
  readonly mistakes: MailboxMistakes;
  readonly onChange: (part: Partial<MailboxForm>) => void;
  readonly inboxId?: string | undefined;
  /** What is said where a secret may be left empty. */
  readonly kept?: string | undefined;
}

/** The right to a mailbox: asked of its owner at the provider's page, or a token that is there already. */
export function ConsentField({ form, mistakes, onChange, inboxId, kept }: ConsentFieldProps) {
  const t = useT();
  const isOnline = useIsOnline();
  const { oauth } = form;
  const consent = useConsent(inboxId, form);
  const { begun, told } = consent;
  const grantedId = told?.state === "granted" ? begun?.id : undefined;
  const isGranted = oauth.consent !== "";
  useEffect(() => {
    if (grantedId === undefined || grantedId === oauth.consent) return;
    onChange({ oauth: { ...oauth, consent: grantedId } });
  }, [grantedId, oauth, onChange]);

  const provider = providerOf(oauth.tokenUrl) ?? t("mailbox.consent.provider");
  const missing = oauth.tokenUrl.trim() === "" || oauth.clientId.trim() === "";
  return (
    <div className="flex flex-col gap-3">
      <CopyField label={t("mailbox.consent.redirect")} value={redirectUri()} />
      <p className="text-12 text-fg-2">{t("mailbox.consent.redirectText")}</p>
      {consent.problem !== undefined && <Problem>{consent.problem}</Problem>}
      {isGranted ? (
        <Callout tone="ok" icon={<CircleCheck />} title={t("mailbox.consent.granted")}>
          {t("mailbox.consent.grantedText", { address: form.address })}
        </Callout>
      ) : told?.state === "refused" ? (
        <Callout tone="warn" title={t("mailbox.consent.refused")}>
          <p>{t(`mailbox.consent.because.${told.because ?? "provider"}`)}</p>
          {told.theirWords !== null && (
            <p className="pt-1 font-mono text-12 wrap-anywhere">{told.theirWords}</p>
          )}
        </Callout>
      ) : (
        begun !== undefined && (
          <Callout tone="neutral" title={t("mailbox.consent.waiting", { provider })}>
            {consent.isOver ? (
              t("mailbox.consent.over")
            ) : (
              <a
                href={begun.url}
                target="_blank"
                rel="noopener noreferrer"
                className="ring-focus rounded-key text-accent-text underline underline-offset-2"
              >
                {t("mailbox.consent.open", { provider })}
              </a>
            )}
          </Callout>
        )
      )}
      <Button
        className="self-start"
        variant={isGranted ? "secondary" : "primary"}
        icon={<ExternalLink />}
        isPending={consent.isAsking}
        disabledReason={
          isOnline
            ? missing
              ? t("mailbox.consent.needs")
              : undefined
            : t("problem.needsConnection")
        }
        onPress={() => {
          onChange({ oauth: { ...oauth, consent: "" } });
          void consent.ask();
        }}
      >
        {t(isGranted ? "mailbox.consent.again" : "mailbox.consent.ask", { provider })}
      </Button>
      {mistakes["oauth.refreshToken"] !== undefined && (
        <p className="text-12 text-danger-text">{t("mailbox.consent.missing")}</p>
      )}
      <div className="-mx-4">
        <Disclosure
          title={t("mailbox.consent.byToken")}
          defaultExpanded={oauth.refreshToken !== ""}
        >
          <TextField
            label={t("mailbox.refreshToken")}
            description={kept}
            type="password"
            autoComplete="off"
            value={oauth.refreshToken}
            error={mistakeText(mistakes["oauth.refreshToken"], t)}
            onChange={(refreshToken) =>
              onChange({ oauth: { ...oauth, refreshToken, consent: "" } })
            }
          />
        </Disclosure>
      </div>
    </div>
  );
}

/** The address of this console is the installation's: elsewhere nobody could have logged in. */
const redirectUri = () => `${location.origin}/oauth/mail`;

function providerOf(tokenUrl: string): string | undefined {
  if (/^https:\/\/oauth2\.googleapis\.com\//.test(tokenUrl)) return "Google";
  return /^https:\/\/login\.microsoftonline\.com\//.test(tokenUrl) ? "Microsoft" : undefined;
}
