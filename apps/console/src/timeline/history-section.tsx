import type { ConversationView } from "@circuito/protocol";
import { Button, ChannelGlyph } from "@circuito/ui";
import { History } from "lucide-react";
import { ContextDisclosure } from "../conversation/context-disclosure.tsx";
import { listTime } from "../i18n/format.ts";
import { channelGlyph, channelName, previewText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { ScoreChip } from "../surveys/score-chip.tsx";
import { useInboxWays } from "../workspace/navigation.ts";
import { showContext } from "../workspace/ui-state.ts";
import { useNow } from "../workspace/use-now.ts";
import { HiddenLine } from "./hidden-line.tsx";
import { usePastConversations } from "./use-past-conversations.ts";

/** As many as are looked at at once; all of them are in the whole history. */
const SHOWN_MAX = 6;

/** What else this person wrote about, on all channels, and the way to all that was said. */
export function HistorySection({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const now = useNow();
  const { open } = useInboxWays();
  const contactId = conversation.contact.id;
  const all = usePastConversations(contactId).data ?? [];
  const others = all.filter((past) => !past.isVisible || past.id !== conversation.id);
  return (
    <ContextDisclosure id="history" title={t("history.section")} count={others.length}>
      {others.length === 0 && <p className="text-fg-3">{t("history.first")}</p>}
      <ul className="-mx-4 flex flex-col">
        {others.slice(0, SHOWN_MAX).map((past) =>
          past.isVisible ? (
            <li key={past.id}>
              <button
                type="button"
                onClick={() => open(past.id)}
                className="ring-focus-inset flex w-full items-center gap-2 px-4 py-1.5 text-left hover:bg-hover [&_.glyph]:size-3.5 [&_.lucide]:size-3.5"
              >
                <span className="flex-none text-fg-3">
                  <ChannelGlyph
                    channel={channelGlyph(past.channel)}
                    label={channelName(past.channel)}
                  />
                </span>
                <span className="min-w-0 grow truncate">
                  {previewText(past.about) || past.protocol}
                </span>
                {past.scores.slice(0, 1).map((given) => (
                  <ScoreChip key={given.kind} given={given} />
                ))}
                <time className="flex-none text-12 tabular-nums text-fg-3" dateTime={past.lastAt}>
                  {listTime(past.lastAt, now)}
                </time>
              </button>
            </li>
          ) : (
            <HiddenLine key={past.arrivedAt} past={past} />
          ),
        )}
      </ul>
      <Button
        size="small"
        variant="ghost"
        icon={<History />}
        className="mt-1 -ml-2"
        onPress={() => showContext("history")}
      >
        {t("history.open")}
      </Button>
    </ContextDisclosure>
  );
}
