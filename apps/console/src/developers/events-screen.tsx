import type { LatestDeliveryView, WebhookEventView } from "@circuito/protocol";
import { Chip, Disclosure } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { request } from "../api/request.ts";
import { fullTime } from "../i18n/format.ts";
import { type MessageId, useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { CodeBlock } from "../webhooks/code-block.tsx";
import { deliveryChip, eventText } from "../webhooks/webhook-words.ts";
import { useWebhookEvents } from "../webhooks/webhooks-api.ts";
import { DevelopersPage } from "./developers-page.tsx";
import { fieldsOf, type Schema, useOpenApi } from "./open-api.ts";

/** How deliveries do is news while something is being tried out. */
const LATEST_EVERY_MS = 10_000;

const useLatestDeliveries = () =>
  useQuery({
    queryKey: ["webhook-events", "latest"],
    queryFn: async () =>
      (await request<{ items: LatestDeliveryView[] }>("GET", "/webhook-events/latest")).items,
    refetchInterval: LATEST_EVERY_MS,
  });

/** Catálogo de eventos: all that programs may be told, with its fields, an example, and the newest one. */
export function EventsScreen() {
  const t = useT();
  const catalogue = useWebhookEvents();
  const description = useOpenApi();
  const latest = useLatestDeliveries().data ?? [];
  return (
    <DevelopersPage title={t("developers.events")} intro={t("developers.eventsText")}>
      <Loaded query={catalogue} label={t("developers.loading")}>
        {(events) => (
          <div className="rounded-pane border border-line *:last:border-b-0">
            {events.map((one) => (
              <Disclosure key={one.event} title={eventText(one.event)} defaultExpanded={false}>
                <Event
                  view={one}
                  schema={
                    description.data?.webhooks[one.event]?.post.requestBody.content[
                      "application/json"
                    ].schema
                  }
                  latest={latest.find(({ delivery }) => delivery.event === one.event)}
                />
              </Disclosure>
            ))}
          </div>
        )}
      </Loaded>
    </DevelopersPage>
  );
}

interface EventProps {
  readonly view: WebhookEventView;
  readonly schema: Schema | undefined;
  readonly latest: LatestDeliveryView | undefined;
}

function Event({ view: { event, example }, schema, latest }: EventProps) {
  const t = useT();
  return (
    <div className="flex flex-col gap-4">
      <p className="flex flex-col gap-1">
        <code className="font-mono text-12 text-fg-2">{event}</code>
        <span>{t(`developers.when.${event.replace(".", "-")}` as MessageId)}</span>
      </p>
      <Latest latest={latest} />
      {schema !== undefined && <Fields schema={schema} />}
      <CodeBlock label={t("webhooks.example")} text={JSON.stringify(example, null, 2)} />
    </div>
  );
}

function Latest({ latest }: Pick<EventProps, "latest">) {
  const t = useT();
  if (latest === undefined) return <p className="text-12 text-fg-2">{t("developers.neverTold")}</p>;
  const { webhookId, webhookName, delivery } = latest;
  const { text, tone } = deliveryChip(delivery);
  return (
    <p className="flex flex-wrap items-center gap-2 text-12 text-fg-2">
      {t("developers.lastTold", { at: fullTime(delivery.createdAt) })}
      <Chip tone={tone}>{text}</Chip>
      <Link
        to="/settings/webhooks/$webhookId"
        params={{ webhookId }}
        className="ring-focus rounded-key text-accent-text underline"
      >
        {webhookName}
      </Link>
    </p>
  );
}

/** Made of the schema by which bodies are checked. */
function Fields({ schema }: { readonly schema: Schema }) {
  const t = useT();
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left text-12">
        <caption className="pb-1 text-left font-medium text-fg-2">{t("developers.fields")}</caption>
        <thead>
          <tr className="border-line border-b text-fg-2">
            <th scope="col" className="py-1 pr-3 font-medium">
              {t("developers.field")}
            </th>
            <th scope="col" className="py-1 font-medium">
              {t("developers.type")}
            </th>
          </tr>
        </thead>
        <tbody>
          {fieldsOf(schema).map(({ path, type, isRequired, mayBeNull }) => (
            <tr key={path} className="border-line-subtle border-b align-top">
              <th scope="row" className="py-1 pr-3 font-regular">
                <code className="font-mono wrap-anywhere min-[900px]:whitespace-nowrap">
                  {path}
                </code>
              </th>
              <td className="py-1 text-fg-2">
                <code className="font-mono wrap-anywhere">{type}</code>
                {(mayBeNull || !isRequired) && (
                  <span className="block">
                    {t(mayBeNull ? "developers.mayBeNull" : "developers.mayBeMissing")}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
