import { readSendFailure } from "@circuito/protocol/failure-text";
import { channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";

interface FailedWordsProps {
  readonly error: string | null;
  readonly channel: string;
}

/** Why a message did not leave: a sentence of ours first, and what the provider said below it. */
export function FailedWords({ error, channel }: FailedWordsProps) {
  const t = useT();
  const why = t(`failures.because.${readSendFailure(error, "failed")}`);
  return (
    <span className="flex min-w-0 flex-col">
      <span>
        {t("message.failed", { channel: channelName(channel) })} {why}.
      </span>
      {error !== null && (
        <span className="text-12 break-words text-fg-2">
          {t("failures.providerSaid", { words: error })}
        </span>
      )}
    </span>
  );
}
