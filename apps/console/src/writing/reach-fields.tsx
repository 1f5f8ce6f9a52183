import type { QuickReplyView } from "@circuito/protocol";
import { Checkbox, ComboBox, RadioGroup } from "@circuito/ui";
import { channelTitle } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useInboxes, useQueues } from "../workspace/queries.ts";

/** Whose a quick reply or a macro is, and where it is of use. */
export type Reach = Pick<QuickReplyView, "scope" | "queueId" | "channels">;

interface ReachFieldsProps {
  readonly reach: Reach;
  /** They write what others use. */
  readonly mayShare: boolean;
  readonly queueError: string | undefined;
  readonly onChange: (part: Partial<Reach>) => void;
}

/** Who uses it, and on which channels. */
export function ReachFields({ reach, mayShare, queueError, onChange }: ReachFieldsProps) {
  const t = useT();
  const queues = useQueues().data ?? [];
  const channels = [...new Set((useInboxes().data ?? []).map(({ channel }) => channel))];
  return (
    <>
      {mayShare && (
        <RadioGroup
          label={t("quickReply.scope")}
          value={reach.scope}
          onChange={(scope) =>
            onChange({ scope, queueId: scope === "queue" ? reach.queueId : null })
          }
          options={[
            { id: "everybody", label: t("writing.scopeEverybody") },
            { id: "queue", label: t("writing.scopeQueue") },
            { id: "mine", label: t("writing.scopeMine") },
          ]}
        />
      )}
      {reach.scope === "queue" && (
        <ComboBox
          label={t("quickReply.queue")}
          placeholder={t("quickReply.queue")}
          options={queues.map(({ id, name }) => ({ id, label: name }))}
          value={reach.queueId}
          onChange={(queueId) => onChange({ queueId })}
          emptyText={t("palette.empty")}
          isRequired
          error={queueError}
          className="max-w-md"
        />
      )}
      <fieldset className="flex flex-col gap-0.5">
        <legend className="text-12 font-medium text-fg-2">{t("quickReply.channels")}</legend>
        <p className="text-12 text-fg-2">{t("quickReply.channelsText")}</p>
        <div className="flex flex-wrap gap-x-4">
          {channels.map((channel) => (
            <Checkbox
              key={channel}
              isSelected={reach.channels.includes(channel)}
              onChange={(isOn) =>
                onChange({
                  channels: isOn
                    ? [...reach.channels, channel]
                    : reach.channels.filter((one) => one !== channel),
                })
              }
            >
              {channelTitle(channel)}
            </Checkbox>
          ))}
        </div>
      </fieldset>
    </>
  );
}
