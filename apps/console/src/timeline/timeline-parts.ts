import { learn } from "../i18n/translate.ts";
import { part } from "../shell/part.ts";

/* What was, in detail: fetched when somebody asks. */
export const MessageTimelineDrawer = part(async () => {
  const load = import("./message-timeline-drawer.tsx");
  // What a rule asked is said in the words of the rules' own screen.
  const words = [learn("timeline"), learn("routing")];
  const [{ MessageTimelineDrawer }] = await Promise.all([load, ...words]);
  return { default: MessageTimelineDrawer };
});
