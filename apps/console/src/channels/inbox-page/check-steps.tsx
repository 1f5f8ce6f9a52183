import type { InboxCheck } from "@circuito/protocol";
import { CircleAlert, CircleCheck } from "lucide-react";
import { type MessageId, useT } from "../../i18n/translate.ts";
import { CopyDiagnosis } from "../copy-diagnosis.tsx";

const STEPS: Readonly<Record<string, { readonly name: MessageId; readonly help: MessageId }>> = {
  token: { name: "check.token", help: "check.tokenHelp" },
  login: { name: "check.login", help: "check.loginHelp" },
  account: { name: "check.account", help: "check.accountHelp" },
  number: { name: "check.number", help: "check.numberHelp" },
  webhook: { name: "check.webhook", help: "check.webhookHelp" },
  subscription: { name: "check.subscription", help: "check.subscriptionHelp" },
  templates: { name: "check.templates", help: "check.templatesHelp" },
};

/** What was asked of the provider, what came of it, and what to do where it failed. */
export function CheckSteps({ steps }: Pick<InboxCheck, "steps">) {
  const t = useT();
  return (
    <ol
      aria-label={t("whatsapp.checkSteps")}
      className="divide-y divide-line-subtle rounded-control border border-line"
    >
      {steps.map(({ step, ok, detail }) => {
        const known = STEPS[step];
        return (
          <li
            key={step}
            className="flex gap-2.5 px-3 py-2 text-13 [&>.lucide]:mt-0.5 [&>.lucide]:size-4 [&>.lucide]:flex-none"
          >
            {ok ? (
              <CircleCheck aria-hidden="true" className="text-ok-icon" />
            ) : (
              <CircleAlert aria-hidden="true" className="text-danger-text" />
            )}
            <div className="min-w-0 grow">
              <p className="flex flex-wrap gap-x-2">
                <span className="grow font-medium">
                  {known === undefined ? step : t(known.name)}
                </span>
                <span className="text-12 text-fg-2">{t(ok ? "step.ok" : "step.failed")}</span>
              </p>
              {!ok && known !== undefined && <p>{t(known.help)}</p>}
              {detail !== "" && (
                <p className="font-mono text-12 text-fg-2 wrap-anywhere">{detail}</p>
              )}
              {!ok && (
                <CopyDiagnosis
                  failed={{
                    ...{ step, name: known === undefined ? step : t(known.name), words: detail },
                    help: known && t(known.help),
                  }}
                />
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
