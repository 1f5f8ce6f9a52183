import type { ClockView, ConversationView } from "@circuito/protocol";
import { duration } from "../i18n/format.ts";
import { measureName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useNow } from "../workspace/use-now.ts";
import { pausedBecause, stateText } from "./clock-words.ts";
import { useClocks } from "./use-clocks.ts";

interface PromiseTipProps {
  readonly conversation: ConversationView;
  /** What the chip says, in words. */
  readonly label: string;
}

/** By whose terms, within how long, by which hours; and of what stands still, why. */
export function PromiseTip({ conversation, label }: PromiseTipProps) {
  const t = useT();
  const query = useClocks(conversation);
  if (query.isPending) return t("list.loading");
  if (query.isError) return `${label}. ${errorText(query.error)}`;
  const { policyName, items } = query.data;
  const open = items.filter(({ endedAt, state }) => endedAt === null && state !== "cancelled");
  return (
    <span className="flex flex-col gap-1">
      <span className="font-medium">{label}</span>
      <span>
        {policyName === null ? t("clock.noPolicy") : t("clock.policy", { policy: policyName })}
      </span>
      {open.map((clock) => (
        <Target key={`${clock.measure} ${clock.startedAt}`} clock={clock} />
      ))}
    </span>
  );
}

function Target({ clock }: { readonly clock: ClockView }) {
  const t = useT();
  const now = useNow();
  const { measure, withinMs, calendar } = clock;
  if (withinMs === null) return null;
  const because = pausedBecause(clock);
  const within = duration(withinMs);
  const hours = calendar ?? t("clock.aroundTheClock");
  return (
    <span className="flex flex-col border-line-subtle border-t pt-1">
      <span>{t("clock.target", { measure: measureName(measure), within, hours })}</span>
      <span className="text-fg-2">
        {stateText(clock, now)}
        {because !== undefined && ` · ${because}`}
      </span>
    </span>
  );
}
