import { Banner, Button, ChannelGlyph } from "@circuito/ui";
import { channelGlyph, channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { useElsewhere } from "./use-contact.ts";

/** The same person writes on another channel, too: who has that conversation, and the way to it. */
export function ElsewhereBanner({ conversationId }: { readonly conversationId: string }) {
  const t = useT();
  const { open } = useInboxWays();
  const others = useElsewhere(conversationId).data ?? [];
  return others.map(({ channel, protocol, conversationId: otherId, assigneeName }) => (
    <Banner
      key={protocol}
      tone="info"
      icon={<ChannelGlyph channel={channelGlyph(channel)} />}
      action={
        otherId !== null && (
          <Button size="small" variant="ghost" onPress={() => open(otherId)}>
            {t("elsewhere.open")}
          </Button>
        )
      }
    >
      {assigneeName === null
        ? t("elsewhere.waits", { channel: channelName(channel) })
        : t("elsewhere.with", { channel: channelName(channel), name: assigneeName })}
    </Banner>
  ));
}
