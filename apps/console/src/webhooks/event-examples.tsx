import type { WebhookView } from "@circuito/protocol";
import { Select } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { CodeBlock } from "./code-block.tsx";
import { eventText } from "./webhook-words.ts";
import { useWebhookEvents } from "./webhooks-api.ts";

type Event = WebhookView["events"][number];

/** A body as it would be sent now: of what is chosen first, and of every event. */
export function EventExamples({ chosen }: { readonly chosen: readonly Event[] }) {
  const t = useT();
  const catalogue = useWebhookEvents();
  const [picked, setPicked] = useState<Event>();
  const shown = picked ?? chosen[0] ?? "message.received";
  const example = catalogue.data?.find(({ event }) => event === shown)?.example;
  if (!catalogue.data || !example) return null;
  return (
    <div className="flex flex-col gap-2">
      <Select
        label={t("webhooks.example")}
        placeholder=""
        className="max-w-md"
        options={catalogue.data.map(({ event }) => ({
          id: event,
          label: eventText(event),
        }))}
        value={shown}
        onChange={setPicked}
      />
      <CodeBlock label={t("webhooks.example")} text={JSON.stringify(example, null, 2)} />
    </div>
  );
}
