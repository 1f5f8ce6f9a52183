import type { ContactView } from "@circuito/protocol";
import { Avatar, Button, IconButton, Tabs } from "@circuito/ui";
import { useNavigate, useParams } from "@tanstack/react-router";
import { ArrowLeft, Merge, MessageSquarePlus, Pencil } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { useLeaveKey } from "../settings/use-leave-key.ts";
import { SaidWith } from "../timeline/said-with.tsx";
import { usePastConversations } from "../timeline/use-past-conversations.ts";
import { PANE_IDS } from "../workspace/panes.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { calledOf } from "./called.ts";
import { ContactConversations } from "./contact-conversations.tsx";
import { ContactFacts } from "./contact-facts.tsx";
import { MergeDialog } from "./merge-dialog.tsx";
import { PersonalData } from "./personal-data.tsx";
import { useContact } from "./use-contact.ts";

/** Everything of one person: who they are, and all that was said with them, wherever it was said. */
export function ContactScreen() {
  const t = useT();
  const navigate = useNavigate();
  const { contactId = "" } = useParams({ strict: false }) as { readonly contactId?: string };
  const query = useContact(contactId);
  const { role } = useMe();
  const back = () => void navigate({ to: "/contacts", search: {} });
  useLeaveKey(back);
  const name = query.data === undefined ? t("nav.contacts") : calledOf(query.data);
  useEffect(() => {
    document.title = `${name} · Circuito`;
  }, [name]);
  return (
    <div
      id={PANE_IDS.list}
      tabIndex={-1}
      className="h-full min-w-0 overflow-y-auto bg-surface outline-none"
    >
      <div className="mx-auto flex min-h-full w-full max-w-5xl flex-col gap-5 px-6 py-6 max-[479px]:px-3">
        <header className="flex flex-wrap items-center gap-2">
          <IconButton label={t("contacts.back")} icon={<ArrowLeft />} onPress={back} />
          {query.data?.erasedAt === null && <Avatar name={name} size="large" />}
          <h1 className="min-w-0 grow text-20 wrap-anywhere">{name}</h1>
          {query.data?.erasedAt === null && <Actions contact={query.data} />}
        </header>
        <Loaded query={query} label={t("contacts.loadingOne")}>
          {(contact) => (
            <div className="grid min-h-0 grow content-start items-start gap-x-8 gap-y-6 min-[1024px]:grid-cols-[18rem_minmax(0,1fr)]">
              <section aria-labelledby="contact-facts" className="min-w-0 text-13">
                <h2 id="contact-facts" className="pb-2 text-12 font-semibold text-fg-2">
                  {t("contacts.facts")}
                </h2>
                {contact.erasedAt === null ? (
                  <>
                    <ContactFacts contact={contact} />
                    {role === "admin" && <PersonalData contact={contact} />}
                  </>
                ) : (
                  <p className="text-fg-2">{t("contacts.data.erasedText")}</p>
                )}
              </section>
              <History contact={contact} />
            </div>
          )}
        </Loaded>
      </div>
    </div>
  );
}

function Actions({ contact }: { readonly contact: ContactView }) {
  const t = useT();
  const [isMerging, setMerging] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button icon={<Merge />} onPress={() => setMerging(true)}>
        {t("contacts.mergeOther")}
      </Button>
      <Button
        icon={<Pencil />}
        onPress={() => showLayer({ kind: "contact", contactId: contact.id })}
      >
        {t("action.edit")}
      </Button>
      <Button
        variant="primary"
        icon={<MessageSquarePlus />}
        onPress={() => showLayer({ kind: "begin", contactId: contact.id })}
      >
        {t("verb.begin")}
      </Button>
      {isMerging && <MergeDialog contact={contact} onClose={() => setMerging(false)} />}
    </div>
  );
}

const VIEWS = ["conversations", "said"] as const;

function History({ contact }: { readonly contact: ContactView }) {
  const t = useT();
  const [view, setView] = useState<(typeof VIEWS)[number]>("conversations");
  const past = usePastConversations(contact.id);
  return (
    <Tabs
      label={t("contacts.views")}
      tabs={VIEWS.map((id) => ({
        id,
        label: t(`contacts.view.${id}`),
        count: id === "conversations" ? past.data?.length : undefined,
      }))}
      value={view}
      onChange={setView}
      className="min-w-0"
    >
      {view === "conversations" ? (
        <ContactConversations query={past} />
      ) : (
        <SaidWith contactId={contact.id} name={calledOf(contact)} />
      )}
    </Tabs>
  );
}
