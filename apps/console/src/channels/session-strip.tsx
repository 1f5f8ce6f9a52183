import type { InboxView } from "@circuito/protocol";
import { Suspense, useEffect, useRef } from "react";
import { learn } from "../i18n/translate.ts";
import { part } from "../shell/part.ts";
import { useInboxes } from "../workspace/queries.ts";
import { tellDown } from "../workspace/ui-state.ts";
import { useNow } from "../workspace/use-now.ts";
import { useLive, useMe } from "../workspace/workspace-context.ts";
import { type DownSince, downInboxes, followDown } from "./session-down.ts";

/** Rarely needed, with the words for it. */
const SessionBanners = part(async () => {
  const [{ SessionBanners }] = await Promise.all([
    import("./session-banners.tsx"),
    learn("channels"),
  ]);
  return { default: SessionBanners };
});

/** Above the panes of whoever can do something about it: which inbox does not receive, and why. */
export function SessionStrip() {
  const me = useMe();
  const down = useDownInboxes();
  useEffect(() => tellDown(down.map(({ id }) => id)), [down]);
  if (me.role === "agent" || down.length === 0) return null;
  return (
    <Suspense>
      <SessionBanners inboxes={down} />
    </Suspense>
  );
}

function useDownInboxes(): readonly InboxView[] {
  const inboxes = useInboxes().data;
  const offsetMs = useLive((live) => live.clockOffsetMs);
  useNow();
  const since = useRef<DownSince>(new Map());
  const followed = inboxes === undefined ? since.current : followDown(since.current, inboxes);
  useEffect(() => {
    since.current = followed;
  });
  return downInboxes(inboxes ?? [], followed, Date.now() + offsetMs);
}
