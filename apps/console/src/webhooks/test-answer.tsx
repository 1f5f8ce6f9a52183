import type { WebhookTestView } from "@circuito/protocol";
import { Callout } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { CodeBlock } from "./code-block.tsx";
import { attemptText, isAboutSignature } from "./webhook-words.ts";
import { webhooksApi } from "./webhooks-api.ts";

/** A test that was sent, or is on its way. */
export interface Test {
  readonly isPending: boolean;
  readonly answer: WebhookTestView | undefined;
  /** Why it was not even tried, in words. */
  readonly error: string | undefined;
  readonly send: () => void;
}

export function useTest(webhookId: string): Test {
  const [isPending, setPending] = useState(false);
  const [answer, setAnswer] = useState<WebhookTestView>();
  const [error, setError] = useState<string>();
  async function send(): Promise<void> {
    setPending(true);
    setError(undefined);
    setAnswer(undefined);
    try {
      setAnswer(await webhooksApi.test(webhookId));
    } catch (problem) {
      setError(adminErrorText(problem));
    }
    setPending(false);
  }
  return { isPending, answer, error, send: () => void send() };
}

/** How the test was taken, with what the receiver said, and what to look at when it refused. */
export function TestAnswer({ test }: { readonly test: Test }) {
  const t = useT();
  const { answer, error } = test;
  const isTaken = answer?.because === null;
  return (
    <div role="status" className="flex flex-col gap-2 empty:hidden">
      {error !== undefined && <Callout tone="danger">{error}</Callout>}
      {answer && (
        <Callout tone={isTaken ? "ok" : "danger"} title={attemptText(answer)}>
          <div className="flex flex-col gap-2">
            <p>{t(isTaken ? "webhooks.testTaken" : "webhooks.testRefused")}</p>
            {!isTaken && isAboutSignature(answer) && <p>{t("webhooks.signatureHint")}</p>}
            {answer.answer !== null && (
              <CodeBlock label={t("webhooks.answer")} text={answer.answer} />
            )}
          </div>
        </Callout>
      )}
    </div>
  );
}
