import type { ConversationView } from "@circuito/protocol";
import { Callout } from "@circuito/ui";
import { BellOff } from "lucide-react";
import { useEffect } from "react";
import { fullTime } from "../i18n/format.ts";
import { channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { focusIfLost } from "../workspace/panes.ts";
import { useDraft } from "./use-draft.ts";

/** In the place of words that could not leave: the customer asked for no more of them. What was begun waits. */
export function OptedOutRoom({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const { id, lastSeq, channel, optedOutAt } = conversation;
  const { text } = useDraft(id, "reply", lastSeq);
  useEffect(() => focusIfLost("composer"), []);
  return (
    <div className="p-2">
      <Callout
        tone="warn"
        icon={<BellOff />}
        title={t("writing.optedOut", { channel: channelName(channel) })}
      >
        {optedOutAt !== null && t("writing.optedOutText", { at: fullTime(optedOutAt) })}
        {text !== "" && (
          <p className="mt-1 line-clamp-2">
            {t("writing.draftKept")} <q className="italic">{text}</q>
          </p>
        )}
      </Callout>
    </div>
  );
}
