import { Suspense, useEffect, useRef } from "react";
import { learn } from "../i18n/translate.ts";
import { part } from "../shell/part.ts";
import { useInboxes } from "../workspace/queries.ts";
import { useNow } from "../workspace/use-now.ts";
import { useLive } from "../workspace/workspace-context.ts";
import { type DownSince, downInboxes, followDown } from "./session-down.ts";

/** Rarely needed, with the words for it. */
const SessionBanners = part(async () => {
  const [{ SessionBanners }] = await Promise.all([
    import("./session-banners.tsx"),
    learn("channels"),
  ]);
  return { default: SessionBanners };
});

/** Above the panes, for everybody: which inbox does not receive, and why. */
export function SessionStrip() {
  const inboxes = useInboxes().data;
  const offsetMs = useLive((live) => live.clockOffsetMs);
  useNow();
  const since = useRef<DownSince>(new Map());
  const followed = inboxes === undefined ? since.current : followDown(since.current, inboxes);
  useEffect(() => {
    since.current = followed;
  });
  const down = downInboxes(inboxes ?? [], followed, Date.now() + offsetMs);
  if (down.length === 0) return null;
  return (
    <Suspense>
      <SessionBanners inboxes={down} />
    </Suspense>
  );
}
