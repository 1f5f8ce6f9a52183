import { lazy } from "react";
import { learn } from "../i18n/translate.ts";

/* What was, in detail: fetched when somebody asks. */
export const MessageTimelineDrawer = lazy(async () => {
  const load = import("./message-timeline-drawer.tsx");
  const [{ MessageTimelineDrawer }] = await Promise.all([load, learn("timeline")]);
  return { default: MessageTimelineDrawer };
});
