import type { InboxView } from "@circuito/protocol";
import { ErrorState, SkeletonRows } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";
import { technicalText } from "../../verbs/problem-text.ts";
import { useMe } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { Panel } from "../inbox-page/panel.tsx";
import { RoutingPanel } from "../inbox-page/routing-panel.tsx";
import { ServicePanel } from "../inbox-page/service-panel.tsx";
import { StepIndex } from "../inbox-page/step-index.tsx";
import { TrafficFacts } from "../inbox-page/traffic-facts.tsx";
import { useSession } from "../inbox-page/use-session.ts";
import { ignoredTexts } from "../session-labels.ts";
import { PhoneSettingsForm } from "./phone-settings-form.tsx";
import { SessionPanel } from "./session-panel.tsx";
import { UnofficialNotice } from "./transport-choice.tsx";
import { STEPS } from "./wizard-steps.ts";

/** A phone's own account: its session live, what goes through it, its limits. */
export function PhonePanels({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const me = useMe();
  const query = useSession(inbox.id);
  if (me.role !== "admin") return null;
  if (query.isPending) return <SkeletonRows rows={4} label={t("channels.loading")} />;
  if (query.isError && query.data === undefined) {
    return (
      <ErrorState
        title={channelErrorText(query.error)}
        retryLabel={t("action.retry")}
        onRetry={() => void query.refetch()}
        technical={{ label: t("problem.technical"), text: technicalText(query.error) }}
      />
    );
  }
  const { session, traffic } = query.data;
  // Nobody's phone yet: this is still the way to the first connection.
  const isFirst = session === null || session.account === null;
  const ignored = session === null ? [] : ignoredTexts(session.ignored);
  const ignoredPanel = ignored.length > 0 && (
    <Panel title={t("session.ignored")}>
      <p className="text-13 text-fg-2">{t("session.ignoredText")}</p>
      <ul className="list-disc ps-5 text-13">
        {ignored.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Panel>
  );
  return (
    <div className="flex flex-col gap-6">
      {isFirst && (
        <div className="flex flex-col gap-6 md:flex-row md:gap-10">
          <StepIndex
            steps={STEPS.web.map((id) => t(id))}
            current={session?.state === "ready" ? 3 : 2}
          />
          <div className="min-w-0 grow">
            <SessionPanel inbox={inbox} session={session} />
          </div>
        </div>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          {!isFirst && <SessionPanel inbox={inbox} session={session} />}
          <RoutingPanel inbox={inbox} />
          <Panel title={t("whatsapp.settings")}>
            <PhoneSettingsForm inbox={inbox} />
          </Panel>
          <ServicePanel inbox={inbox} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Panel title={t("whatsapp.traffic")}>
            <TrafficFacts traffic={traffic} />
          </Panel>
          {ignoredPanel}
          <UnofficialNotice />
        </div>
      </div>
    </div>
  );
}
