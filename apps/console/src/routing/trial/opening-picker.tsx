import { Callout, ChannelGlyph, ComboBox } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { dayTime } from "../../i18n/format.ts";
import { channelGlyph } from "../../i18n/labels.ts";
import { useT } from "../../i18n/translate.ts";
import { errorText } from "../../verbs/problem-text.ts";
import { routingApi } from "../routing-api.ts";

interface OpeningPickerProps {
  readonly value: string | null;
  readonly onChange: (messageId: string | null) => void;
}

/** One of the newest messages that opened conversations, found by its words or its customer. */
export function OpeningPicker({ value, onChange }: OpeningPickerProps) {
  const t = useT();
  const openings = useQuery({ queryKey: ["openings"], queryFn: routingApi.listOpenings });
  if (openings.isError) return <Callout tone="danger">{errorText(openings.error)}</Callout>;
  return (
    <ComboBox
      label={t("routing.trial.message")}
      placeholder={t("routing.trial.messagePlaceholder")}
      emptyText={t(openings.isPending ? "routing.loading" : "routing.trial.noMessages")}
      options={(openings.data?.items ?? []).map((opening) => ({
        id: opening.messageId,
        label: opening.text || t("routing.trial.noText"),
        description: [
          opening.contactName ?? t("routing.trial.unnamed"),
          opening.protocol,
          dayTime(opening.arrivedAt),
        ].join(" · "),
        icon: <ChannelGlyph channel={channelGlyph(opening.channel)} />,
        keywords: [opening.contactName ?? "", opening.protocol],
      }))}
      value={value}
      onChange={onChange}
    />
  );
}
