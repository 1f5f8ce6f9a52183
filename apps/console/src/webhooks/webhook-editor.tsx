import type { WebhookView } from "@circuito/protocol";
import { TextField } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { t, useT } from "../i18n/translate.ts";
import { EditedFoot } from "../settings/edited-foot.tsx";
import { Section } from "../settings/section.tsx";
import { useEdited } from "../settings/use-edited.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { EventExamples } from "./event-examples.tsx";
import { EventFields } from "./event-fields.tsx";
import { SignatureSample } from "./signature-sample.tsx";
import { type WebhookForm, type WithSecret, webhooksApi } from "./webhooks-api.ts";

interface WebhookEditorProps {
  /** Absent: one that is not there yet. */
  readonly saved: WebhookView | undefined;
  readonly onMade: (made: WithSecret) => void;
}

const EMPTY: WebhookForm = { name: "", url: "", events: ["message.received"] };

/** Who is told, where, and of what. */
export function WebhookEditor({ saved, onMade }: WebhookEditorProps) {
  const t = useT();
  const router = useRouter();
  const { queries, toasts } = useWorkspace();
  const [isTried, setTried] = useState(false);
  const edited = useEdited<WebhookForm>(saved ? formOf(saved) : EMPTY, save, (form) => {
    setTried(true);
    return Object.values(mistakesIn(form)).find((mistake) => mistake !== undefined);
  });
  const { draft, change } = edited;

  async function save({ name, url, events }: WebhookForm): Promise<void> {
    const body = { name: name.trim(), url: url.trim(), events };
    if (saved) {
      await webhooksApi.update(saved.id, body);
      await queries.invalidateQueries({ queryKey: ["webhooks"] });
      toasts.add({ text: t("webhooks.saved", { name: body.name }), tone: "ok" });
      return;
    }
    const made = await webhooksApi.create(body);
    onMade(made);
    await queries.invalidateQueries({ queryKey: ["webhooks"] });
    void router.navigate({
      href: `/settings/webhooks/${made.webhook.id}`,
      replace: true,
      ignoreBlocker: true,
    });
  }

  const shown: Mistakes = isTried ? mistakesIn(draft) : {};

  return (
    <>
      <Section title={t("webhooks.receiver")} text={t("webhooks.receiverText")}>
        <TextField
          label={t("webhooks.name")}
          description={t("webhooks.nameText")}
          isRequired
          autoFocus={!saved}
          autoComplete="off"
          maxLength={120}
          className="max-w-md"
          value={draft.name}
          onChange={(name) => change({ name })}
          error={shown.name}
        />
        <TextField
          label={t("webhooks.url")}
          description={t("webhooks.urlText")}
          isRequired
          type="url"
          inputMode="url"
          autoComplete="off"
          maxLength={2_000}
          placeholder="https://erp.example/circuito"
          value={draft.url}
          onChange={(url) => change({ url })}
          error={
            shown.url ??
            edited.refusedAt("url-needs-https", "url-not-public", "url-has-credentials")
          }
        />
      </Section>
      <Section title={t("webhooks.events")} text={t("webhooks.eventsText")}>
        <EventFields
          value={draft.events}
          onChange={(events) => change({ events: [...events] })}
          error={shown.events}
        />
      </Section>
      <Section title={t("webhooks.forPrograms")} text={t("webhooks.forProgramsText")}>
        <EventExamples chosen={draft.events} />
        <SignatureSample />
      </Section>
      <EditedFoot
        edited={edited}
        newOf={saved ? undefined : "/settings/webhooks"}
        saveLabel={saved ? undefined : t("webhooks.create")}
      />
    </>
  );
}

const formOf = ({ name, url, events }: WebhookView): WebhookForm => ({ name, url, events });

type Mistakes = { readonly [Name in keyof WebhookForm]?: string | undefined };

function mistakesIn({ name, url, events }: WebhookForm): Mistakes {
  return {
    name: name.trim() === "" ? t("webhooks.nameMissing") : undefined,
    url: isUrl(url.trim()) ? undefined : t("webhooks.urlMissing"),
    events: events.length === 0 ? t("webhooks.eventsMissing") : undefined,
  };
}

function isUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
