import { useEffect, useState, useSyncExternalStore } from "react";
import { ANNOUNCEMENT_STAYS_MS, type Announcer, type Politeness } from "./announcer.ts";

export interface LiveAnnouncerProps {
  readonly announcer: Announcer;
}

/** The only live regions of an app: put it once at the root. A dialog does not silence it. */
export function LiveAnnouncer({ announcer }: LiveAnnouncerProps) {
  return (
    <div className="sr-only" data-live-announcer="true">
      <Voice announcer={announcer} politeness="polite" />
      <Voice announcer={announcer} politeness="assertive" />
    </div>
  );
}

function Voice({ announcer, politeness }: LiveAnnouncerProps & { politeness: Politeness }) {
  const spoken = useSyncExternalStore(
    announcer.subscribe,
    announcer.getSnapshot,
    announcer.getSnapshot,
  )[politeness];
  const [faded, setFaded] = useState<readonly [string, string] | undefined>(undefined);
  useEffect(() => {
    const timer = setTimeout(() => setFaded(spoken), ANNOUNCEMENT_STAYS_MS);
    return () => clearTimeout(timer);
  }, [spoken]);
  const [first, second] = faded === spoken ? ["", ""] : spoken;
  return (
    <>
      <div aria-live={politeness}>{first}</div>
      <div aria-live={politeness}>{second}</div>
    </>
  );
}
