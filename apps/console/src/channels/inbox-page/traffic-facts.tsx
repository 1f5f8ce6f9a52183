import type { InboxTraffic } from "@circuito/protocol";
import { FactList, Skeleton } from "@circuito/ui";
import { listTime } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import { useNow } from "../../workspace/use-now.ts";

/** What went through, for whoever wants to know whether it is alive. */
export function TrafficFacts({ traffic }: { readonly traffic: InboxTraffic | undefined }) {
  const t = useT();
  const now = useNow();
  if (traffic === undefined) return <Skeleton className="h-20 w-full" />;
  const when = (instant: string | null) =>
    instant === null ? (
      t("whatsapp.never")
    ) : (
      <time dateTime={instant}>{listTime(instant, now)}</time>
    );
  return (
    <div className="text-13">
      <FactList
        facts={[
          { id: "in", term: t("whatsapp.lastIn"), value: when(traffic.lastInAt) },
          { id: "out", term: t("whatsapp.lastOut"), value: when(traffic.lastOutAt) },
          { id: "waiting", term: t("whatsapp.waiting"), value: traffic.waiting },
          { id: "parked", term: t("whatsapp.parked"), value: traffic.parked },
        ]}
      />
    </div>
  );
}
