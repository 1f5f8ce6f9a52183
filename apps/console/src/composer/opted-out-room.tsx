import { Callout } from "@circuito/ui";
import { BellOff } from "lucide-react";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";

interface OptedOutRoomProps {
  readonly at: string;
  /** Its name, as the reader knows it. */
  readonly channel: string;
  /** What was written before they asked: it waits until they take it back. */
  readonly kept: string;
}

/** In the place of words that could not leave: the customer asked for no more of them. */
export function OptedOutRoom({ at, channel, kept }: OptedOutRoomProps) {
  const t = useT();
  return (
    <div className="p-2">
      <Callout tone="warn" icon={<BellOff />} title={t("writing.optedOut", { channel })}>
        {t("writing.optedOutText", { at: fullTime(at) })}
        {kept !== "" && (
          <p className="mt-1 line-clamp-2">
            {t("writing.draftKept")} <q className="italic">{kept}</q>
          </p>
        )}
      </Callout>
    </div>
  );
}
