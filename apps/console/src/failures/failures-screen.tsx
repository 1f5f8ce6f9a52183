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
import { useFailedJobs, useInboundFailures, useOutboundFailures } from "./use-failures.ts";

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
  const jobs = useFailedJobs();
  const sum = (groups: readonly { readonly count: number }[] | undefined) =>
    groups?.reduce((total, { count }) => total + count, 0);
  useEffect(() => {
    document.title = `${t("nav.failures")} · Circuito`;
  }, [t]);
  return (
    <div id={PANE_IDS.list} tabIndex={-1} className="flex h-full flex-col bg-surface outline-none">
      <header className="flex flex-none items-center gap-2 px-4 pt-4 pb-2">
        <NavigationButton />
        <div className="flex flex-col">
          <h1 className="text-16">{t("nav.failures")}</h1>
          <p className="text-13 text-fg-2">{t("failures.intro")}</p>
        </div>
      </header>
      <Tabs<FailureTab>
        label={t("nav.failures")}
        className="grow"
        tabs={[
          { id: "in", label: t("failures.in"), count: sum(inbound.data?.groups) },
          { id: "out", label: t("failures.out"), count: sum(outbound.data?.groups) },
          { id: "jobs", label: t("failures.jobs"), count: jobs.data?.items.length },
        ]}
        value={tab}
        onChange={(next) =>
          void navigate({ to: "/failures", search: next === "in" ? {} : { tab: next } })
        }
      >
        <div className="grow overflow-y-auto p-4">
          <div className="mx-auto flex max-w-5xl flex-col gap-4">
            {tab === "in" && <InboundTab query={inbound} />}
            {tab === "out" && <OutboundTab query={outbound} />}
            {tab === "jobs" && <JobsTab query={jobs} />}
          </div>
        </div>
      </Tabs>
    </div>
  );
}
