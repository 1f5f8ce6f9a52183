import type { InboxView } from "@circuito/protocol";
import { Callout, FactList } from "@circuito/ui";
import { listTime } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import { useNow } from "../../workspace/use-now.ts";
import { BasicsForm } from "../inbox-page/basics-form.tsx";
import { FirstSteps } from "../inbox-page/first-steps.tsx";
import { InboxPage } from "../inbox-page/inbox-page.tsx";
import { Panel } from "../inbox-page/panel.tsx";
import { RoutingPanel } from "../inbox-page/routing-panel.tsx";
import { ServicePanel } from "../inbox-page/service-panel.tsx";
import { TrafficFacts } from "../inbox-page/traffic-facts.tsx";
import { useSession } from "../inbox-page/use-session.ts";
import { inboxState } from "../session-labels.ts";
import { AutoAnswersPanel } from "./auto-answers-panel.tsx";
import { ConnectionPanel } from "./connection-panel.tsx";
import { SenderPanel } from "./sender-panel.tsx";

/** Canais > E-mail > one mailbox: how it does, how far it is read, how it is served. */
export function EmailScreen() {
  return (
    <InboxPage channel="email">{(inbox) => <Panels key={inbox.id} inbox={inbox} />}</InboxPage>
  );
}

function Panels({ inbox }: { readonly inbox: InboxView }) {
  const t = useT();
  const traffic = useSession(inbox.id).data?.traffic;
  const { trouble } = inboxState(inbox);
  return (
    <div className="flex flex-col gap-6">
      <FirstSteps inboxId={inbox.id} />
      {trouble !== null && (
        <Callout tone="danger" title={t("mailboxState.trouble")}>
          {trouble}
        </Callout>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <RoutingPanel inbox={inbox} />
          <Panel title={t("whatsapp.settings")}>
            <BasicsForm inbox={inbox} />
          </Panel>
          <ConnectionPanel inbox={inbox} />
          <SenderPanel inbox={inbox} />
          <ServicePanel inbox={inbox} />
          <AutoAnswersPanel inbox={inbox} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Panel title={t("whatsapp.traffic")}>
            <TrafficFacts traffic={traffic} />
          </Panel>
          <Folders inbox={inbox} />
        </div>
      </div>
    </div>
  );
}

/** How far each folder is taken in; nothing as long as nobody looked. */
function Folders({ inbox: { progress = [] } }: { readonly inbox: InboxView }) {
  const t = useT();
  const now = useNow();
  if (progress.length === 0) return null;
  return (
    <Panel title={t("mailbox.folders")}>
      {progress.map(({ folder, taken, waiting, setAside, lookedAt }) => (
        <div key={folder} className="flex min-w-0 flex-col gap-1 text-13">
          <h3 className="font-semibold wrap-anywhere">{folder}</h3>
          <FactList
            facts={[
              { id: "taken", term: t("mailbox.taken"), value: taken },
              { id: "waiting", term: t("mailbox.toRead"), value: waiting + setAside },
              { id: "looked", term: t("mailbox.lookedAt"), value: listTime(lookedAt, now) },
            ]}
          />
        </div>
      ))}
    </Panel>
  );
}
