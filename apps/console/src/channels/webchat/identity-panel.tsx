import type { IdentityCheck, InboxView } from "@circuito/protocol";
import { Button, Callout, FactList, TextArea } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { fullTime } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import { useIsOnline } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { inboxApi } from "../inbox-page/inbox-api.ts";
import { Panel } from "../inbox-page/panel.tsx";
import { IdentitySecretPart } from "./identity-secret.tsx";

/** The protocol's limit. */
const TOKEN_LENGTH_MAX = 8_000;

/** Which check a signed identity fails, plainly: pasted here, it lets nobody in and is kept nowhere. */
export function IdentityPanel({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const isOnline = useIsOnline();
  const [token, setToken] = useState("");
  const [isChecking, setChecking] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const [answer, setAnswer] = useState<IdentityCheck | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function check(event: FormEvent) {
    event.preventDefault();
    setMissing(token.trim() === "");
    if (token.trim() === "" || isChecking) return;
    setChecking(true);
    setAnswer(null);
    setProblem(null);
    try {
      setAnswer(await inboxApi.checkIdentity(inbox.id, token.trim()));
    } catch (error) {
      setProblem(channelErrorText(error));
    } finally {
      setChecking(false);
    }
  }

  return (
    <Panel title={t("webchat.identity")}>
      <p className="text-13 text-fg-2">{t("webchat.identityText")}</p>
      <IdentitySecretPart inbox={inbox} />
      <h3 className="border-line-subtle border-t pt-3 text-13 font-semibold">
        {t("webchat.identityTry")}
      </h3>
      <form noValidate onSubmit={(event) => void check(event)} className="flex flex-col gap-3">
        <TextArea
          label={t("webchat.identityToken")}
          value={token}
          onChange={(typed) => {
            setToken(typed);
            // What was said is of another token.
            setAnswer(null);
          }}
          maxLength={TOKEN_LENGTH_MAX}
          minRows={3}
          maxRows={6}
          autoComplete="off"
          spellCheck="false"
          error={isMissing ? t("webchat.identityMissing") : undefined}
        />
        <div>
          <Button
            type="submit"
            isPending={isChecking}
            disabledReason={isOnline ? undefined : t("problem.needsConnection")}
          >
            {t("webchat.identityCheck")}
          </Button>
        </div>
        <div role="status" className="flex flex-col gap-3 empty:-mt-3">
          {problem !== null && <Callout tone="danger">{problem}</Callout>}
          {answer !== null && <Answer answer={answer} inboxId={inbox.id} />}
        </div>
      </form>
    </Panel>
  );
}

interface AnswerProps {
  readonly answer: IdentityCheck;
  readonly inboxId: string;
}

function Answer({ answer: { because, said }, inboxId }: AnswerProps) {
  const t = useT();
  const claims = [
    ["alg", said.algorithm],
    ["aud", said.audience],
    ["sub", said.subject],
    ["name", said.name],
    ["email", said.email],
    ["exp", said.expiresAt === null ? null : fullTime(said.expiresAt)],
  ].flatMap(([id, value]) => (id && value ? [{ id, term: id, value }] : []));
  return (
    <>
      <Callout tone={because === null ? "ok" : "danger"}>
        {because === null
          ? t("webchat.identityHolds")
          : t(`webchat.identityFault.${because}`, { inbox: inboxId })}
      </Callout>
      {claims.length > 0 && <FactList facts={claims} />}
    </>
  );
}
