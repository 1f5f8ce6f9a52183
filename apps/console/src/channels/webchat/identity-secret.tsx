import type { IdentitySecret, InboxView } from "@circuito/protocol";
import { Button, Callout, Select, Switch } from "@circuito/ui";
import { useState } from "react";
import { fullTime } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import { useIsOnline, useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { CopyBlock } from "../inbox-page/copy-block.tsx";
import { inboxApi } from "../inbox-page/inbox-api.ts";
import type { Settings } from "../inbox-page/mistakes.ts";
import { useSaveSettings } from "../inbox-page/use-save-settings.ts";
import { identityPageSnippet, identityServerSnippet } from "./snippets.ts";

/** Hours, as the protocol takes them. */
const OVERLAPS = ["0", "24", "168"] as const;
type Overlap = (typeof OVERLAPS)[number];

/** The secret that the site signs with: made here, shown once, and whether nobody writes without. */
export function IdentitySecretPart({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const isOnline = useIsOnline();
  const { queries } = useWorkspace();
  const [overlap, setOverlap] = useState<Overlap>("24");
  const [made, setMade] = useState<IdentitySecret | null>(null);
  const [isMaking, setMaking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { madeAt, beforeUntil, hasKey } = secretFacts(inbox.settings);

  async function make() {
    if (isMaking) return;
    setMaking(true);
    setProblem(null);
    try {
      setMade(await inboxApi.makeIdentitySecret(inbox.id, Number(overlap)));
      await queries.invalidateQueries({ queryKey: ["inboxes"] });
    } catch (error) {
      setProblem(channelErrorText(error));
    } finally {
      setMaking(false);
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <p className="text-13">
        {madeAt !== null
          ? t("webchat.secretSet", { at: fullTime(madeAt) })
          : t(hasKey ? "webchat.secretUnknown" : "webchat.secretNone")}{" "}
        {beforeUntil !== null && t("webchat.secretBefore", { at: fullTime(beforeUntil) })}
      </p>
      <div className="flex flex-wrap items-end gap-2">
        {madeAt !== null && (
          <Select<Overlap>
            label={t("webchat.overlap")}
            placeholder={t("webchat.overlap")}
            value={overlap}
            onChange={setOverlap}
            options={OVERLAPS.map((id) => ({ id, label: t(`webchat.overlap.${id}`) }))}
          />
        )}
        <Button
          isPending={isMaking}
          disabledReason={isOnline ? undefined : t("problem.needsConnection")}
          onPress={() => void make()}
        >
          {t(madeAt === null ? "webchat.secretMake" : "webchat.secretRotate")}
        </Button>
      </div>
      <div role="status" className="flex flex-col gap-2 empty:-mt-3">
        {problem !== null && <Callout tone="danger">{problem}</Callout>}
        {made !== null && (
          <>
            <Callout tone="warn">{t("webchat.secretOnce")}</Callout>
            <CopyBlock label={t("webchat.secret")} value={made.secret} />
          </>
        )}
      </div>
      <h3 className="text-13 font-semibold">{t("webchat.identitySign")}</h3>
      <CopyBlock label={t("webchat.identitySign")} value={identityServerSnippet(inbox.id)} />
      <h3 className="text-13 font-semibold">{t("webchat.identityPage")}</h3>
      <CopyBlock label={t("webchat.identityPage")} value={identityPageSnippet()} />
      <RequireSwitch inbox={inbox} hasKey={hasKey || madeAt !== null} />
    </div>
  );
}

interface RequireSwitchProps {
  readonly inbox: InboxView;
  readonly hasKey: boolean;
}

function RequireSwitch({ inbox, hasKey }: RequireSwitchProps) {
  const t = useT();
  const { save, isSaving, problem } = useSaveSettings(inbox);
  const isRequired = inbox.settings.identityRequired === true;
  return (
    <>
      <Switch
        isSelected={isRequired}
        isDisabled={isSaving || (!hasKey && !isRequired)}
        description={t(hasKey ? "webchat.identityRequiredText" : "webchat.identityNeedsSecret")}
        onChange={(identityRequired) =>
          void save(inbox.name, inbox.enabled, { ...inbox.settings, identityRequired })
        }
      >
        {t("webchat.identityRequired")}
      </Switch>
      <div role="status" className="empty:-mt-3">
        {problem !== null && <Callout tone="danger">{problem}</Callout>}
      </div>
    </>
  );
}

/** What may be known of a secret that never leaves the server. */
function secretFacts(settings: Settings) {
  const { identitySecretAt, identityBeforeUntil, identityPublicKey, identityRequired } = settings;
  const until = typeof identityBeforeUntil === "string" ? identityBeforeUntil : null;
  return {
    madeAt: typeof identitySecretAt === "string" ? identitySecretAt : null,
    beforeUntil: until !== null && Date.parse(until) > Date.now() ? until : null,
    // To require an identity takes a key, wherever it was set.
    hasKey: typeof identityPublicKey === "string" || identityRequired === true,
  };
}
