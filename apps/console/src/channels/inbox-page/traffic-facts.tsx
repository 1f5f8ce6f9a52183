import type { InboxTraffic } from "@circuito/protocol";
import { Skeleton } from "@circuito/ui";
import type { ReactNode } from "react";
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
    <dl className="text-13">
      <Fact term={t("whatsapp.lastIn")}>{when(traffic.lastInAt)}</Fact>
      <Fact term={t("whatsapp.lastOut")}>{when(traffic.lastOutAt)}</Fact>
      <Fact term={t("whatsapp.waiting")}>{traffic.waiting}</Fact>
      <Fact term={t("whatsapp.parked")}>{traffic.parked}</Fact>
      <Fact term={t("whatsapp.failed")}>{traffic.failed}</Fact>
    </dl>
  );
}

/** Values stand under each other at the end: one of the terms ends in a number, too. */
function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-3 border-b border-line-subtle py-1.5 last:border-b-0">
      <dt className="text-fg-2">{term}</dt>
      <dd className="flex-none text-right tabular-nums">{children}</dd>
    </div>
  );
}
