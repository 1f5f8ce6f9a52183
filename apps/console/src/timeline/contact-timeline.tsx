import type { ConversationView } from "@circuito/protocol";
import { IconButton, PaneHeader } from "@circuito/ui";
import { ArrowLeft } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { nameOf } from "../verbs/name-of.ts";
import { showContext } from "../workspace/ui-state.ts";
import { SaidWith } from "./said-with.tsx";

interface ContactTimelineProps {
  readonly conversation: ConversationView;
}

/** All that was ever said with a person, on every channel, to be read beside the open conversation. */
export function ContactTimeline({ conversation }: ContactTimelineProps) {
  const t = useT();
  const title = t("history.title", { name: nameOf(conversation) });
  return (
    <section aria-label={title}>
      <SaidWith
        contactId={conversation.contact.id}
        name={nameOf(conversation)}
        hereId={conversation.id}
        head={
          <PaneHeader
            title={title}
            start={
              <IconButton
                size="small"
                label={t("history.back")}
                icon={<ArrowLeft />}
                autoFocus
                onPress={() => showContext("facts")}
              />
            }
          />
        }
      />
    </section>
  );
}
