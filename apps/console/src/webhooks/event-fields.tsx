import type { WebhookView } from "@circuito/protocol";
import { Callout, Checkbox, ProblemLine, SkeletonRows } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { eventText } from "./webhook-words.ts";
import { useWebhookEvents } from "./webhooks-api.ts";

type Event = WebhookView["events"][number];

interface EventFieldsProps {
  readonly value: readonly Event[];
  readonly onChange: (events: readonly Event[]) => void;
  /** What is wrong, in words. */
  readonly error?: string | undefined;
}

const GROUPS = ["message", "conversation", "promise", "survey"] as const;

/** Which events are told, by what they are about; a group's box is all of them. */
export function EventFields({ value, onChange, error }: EventFieldsProps) {
  const t = useT();
  const catalogue = useWebhookEvents();
  if (catalogue.isError) return <Callout tone="danger">{adminErrorText(catalogue.error)}</Callout>;
  if (catalogue.data === undefined) return <SkeletonRows rows={5} label={t("webhooks.loading")} />;
  const all = catalogue.data.map(({ event }) => event);
  // As the catalogue has them, whatever they were ticked in.
  const choose = (isChosen: (event: Event) => boolean) => onChange(all.filter(isChosen));
  return (
    <div className="flex flex-col gap-4">
      {GROUPS.map((group) => {
        const events = all.filter((event) => event.startsWith(`${group}.`));
        const chosen = events.filter((event) => value.includes(event));
        return (
          <fieldset key={group} className="flex flex-col">
            <legend className="sr-only">{t(`webhooks.group.${group}`)}</legend>
            <Checkbox
              isSelected={chosen.length === events.length}
              isIndeterminate={chosen.length > 0 && chosen.length < events.length}
              onChange={(isOn) =>
                choose((event) => (events.includes(event) ? isOn : value.includes(event)))
              }
            >
              <span className="font-medium">{t(`webhooks.group.${group}`)}</span>
            </Checkbox>
            <div className="grid gap-x-6 pl-6 min-[680px]:grid-cols-2">
              {events.map((event) => (
                <Checkbox
                  key={event}
                  isSelected={value.includes(event)}
                  onChange={(isOn) => choose((one) => (one === event ? isOn : value.includes(one)))}
                >
                  <span className="flex min-w-0 flex-col">
                    {eventText(event)}
                    <code className="font-mono text-12 text-fg-3 wrap-anywhere">{event}</code>
                  </span>
                </Checkbox>
              ))}
            </div>
          </fieldset>
        );
      })}
      {error !== undefined && <ProblemLine>{error}</ProblemLine>}
    </div>
  );
}
