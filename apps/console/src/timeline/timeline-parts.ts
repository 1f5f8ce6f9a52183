import { learn } from "../i18n/translate.ts";
import { part } from "../shell/part.ts";

/* What was, in detail: fetched when somebody asks. */
export const MessageTimelineDrawer = part(async () => {
  const load = import("./message-timeline-drawer.tsx");
  const [{ MessageTimelineDrawer }] = await Promise.all([load, learn("timeline")]);
  return { default: MessageTimelineDrawer };
});
