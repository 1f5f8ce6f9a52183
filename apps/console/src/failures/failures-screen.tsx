import { Tabs } from "@circuito/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { NotYours } from "../board/not-yours.tsx";
import { useT } from "../i18n/translate.ts";
import { NavigationButton } from "../shell/navigation-button.tsx";
import { PANE_IDS } from "../workspace/panes.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { type FailureTab, readFailuresSearch } from "./failures-search.ts";
import { InboundTab } from "./inbound-tab.tsx";
import { JobsTab } from "./jobs-tab.tsx";
import { OutboundTab } from "./outbound-tab.tsx";
import {
  useFailedJobs,
  useInboundFailures,
  useOutboundFailures,
  useWebhookFailures,
} from "./use-failures.ts";
import { WebhooksTab } from "./webhooks-tab.tsx";

/** What came to nothing and wants a person: on its way in, on its way out, and in between. */
export function FailuresScreen() {
  const { role } = useMe();
  return role === "agent" ? <NotYours /> : <Failures />;
}

function Failures() {
  const t = useT();
  const navigate = useNavigate();
  const { tab = "in" } = readFailuresSearch(
    useSearch({ strict: false }) as Record<string, unknown>,
  );
  const inbound = useInboundFailures();
  const outbound = useOutboundFailures();
  const webhooks = useWebhookFailures();
  const jobs = useFailedJobs();
  const sum = (groups: readonly { readonly count: number }[] | undefined) =>
    groups?.reduce((total, { count }) => total + count, 0);
  useEffect(() => {
    document.title = `${t("nav.failures")} · Circuito`;
  }, [t]);
  return (
    <div
      id={PANE_IDS.list}
      tabIndex={-1}
      className="h-full min-w-0 overflow-y-auto bg-surface outline-none"
    >
      <div className="mx-auto flex min-h-full w-full max-w-5xl flex-col gap-4 px-6 py-6 max-[479px]:px-3">
        <header className="flex flex-col gap-1">
          <div className="flex items-center gap-2">
            <NavigationButton />
            <h1 className="text-20">{t("nav.failures")}</h1>
          </div>
          <p className="text-13 text-fg-2">{t("failures.intro")}</p>
        </header>
        <Tabs<FailureTab>
          label={t("nav.failures")}
          className="-mx-2 grow"
          tabs={[
            { id: "in", label: t("failures.in"), count: sum(inbound.data?.groups) },
            { id: "out", label: t("failures.out"), count: sum(outbound.data?.groups) },
            { id: "webhooks", label: t("failures.webhooks"), count: sum(webhooks.data?.groups) },
            { id: "jobs", label: t("failures.jobs"), count: jobs.data?.items.length },
          ]}
          value={tab}
          onChange={(next) =>
            void navigate({ to: "/failures", search: next === "in" ? {} : { tab: next } })
          }
        >
          <div className="flex flex-col gap-4 px-2 pt-4">
            {tab === "in" && <InboundTab query={inbound} />}
            {tab === "out" && <OutboundTab query={outbound} />}
            {tab === "webhooks" && <WebhooksTab query={webhooks} />}
            {tab === "jobs" && <JobsTab query={jobs} />}
          </div>
        </Tabs>
      </div>
    </div>
  );
}
