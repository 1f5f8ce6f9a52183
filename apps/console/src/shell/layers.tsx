import { Suspense } from "react";
import { learn } from "../i18n/translate.ts";
import { OfferTray } from "../offers/offer-tray.tsx";
import { Palette } from "../palette/palette.tsx";
import { HandOverListDialog } from "../presence/hand-over-list-dialog.tsx";
import { TakenBackDialog } from "../presence/taken-back-dialog.tsx";
import { SessionDialog } from "../session/session-dialog.tsx";
import { HandOversToMindDialog } from "../supervision/hand-overs-to-mind-dialog.tsx";
import { MessageTimelineDrawer } from "../timeline/timeline-parts.ts";
import { HandOverDialogs } from "../verbs/hand-over-dialogs.tsx";
import { ManyDialogs } from "../verbs/many/many-dialogs.tsx";
import { ViewDialogs } from "../views/view-dialogs.tsx";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import { useConversation } from "../workspace/workspace-context.ts";
import { HelpDialog } from "./help-dialog.tsx";
import { OutboxDialog } from "./outbox-dialog.tsx";

import { part } from "./part.ts";
import { PreferencesDialog } from "./preferences-dialog.tsx";

/** Most people are told something a few times a week: its words come with it. */
const AnnouncementTray = part(async () => {
  const [{ AnnouncementTray: tray }] = await Promise.all([
    import("../announcements/announcement-tray.tsx"),
    learn("announcements"),
  ]);
  return { default: tray };
});

const RunMacroDialog = part(async () => {
  const [{ RunMacroDialog: dialog }] = await Promise.all([
    import("../macros/run-macro-dialog.tsx"),
    ...(["macros", "writing", "lists"] as const).map(learn),
  ]);
  return { default: dialog };
});

const BeginDialog = part(async () => {
  const [{ BeginDialog: dialog }] = await Promise.all([
    import("../begin/begin-dialog.tsx"),
    ...(["begin", "chat", "contacts"] as const).map(learn),
  ]);
  return { default: dialog };
});

/** Everything that opens over the console. The one default export: `lazy` asks for it. */
export default function Layers() {
  return (
    <>
      <Palette />
      <HelpDialog />
      <PreferencesDialog />
      <OutboxDialog />
      <HandOverDialogs />
      <ManyDialogs />
      <ViewDialogs />
      <TakenBackDialog />
      <HandOverListDialog />
      <HandOversToMindDialog />
      <MessageTimelineLayer />
      <RunMacroLayer />
      <BeginLayer />
      <OfferTray />
      <SessionDialog />
      <Suspense>
        <AnnouncementTray />
      </Suspense>
    </>
  );
}

function RunMacroLayer() {
  const layer = useUi((ui) => ui.layer);
  const conversation = useConversation(layer?.kind === "macro" ? layer.conversationId : "");
  if (layer?.kind !== "macro" || conversation === undefined) return null;
  return (
    <Suspense>
      <RunMacroDialog conversation={conversation} />
    </Suspense>
  );
}

function BeginLayer() {
  const layer = useUi((ui) => ui.layer);
  if (layer?.kind !== "begin") return null;
  return (
    <Suspense>
      <BeginDialog contactId={layer.contactId} inboxId={layer.inboxId} text={layer.text} />
    </Suspense>
  );
}

function MessageTimelineLayer() {
  const layer = useUi((ui) => ui.layer);
  if (layer?.kind !== "message-timeline") return null;
  return (
    <Suspense>
      <MessageTimelineDrawer messageId={layer.messageId} onClose={() => showLayer(null)} />
    </Suspense>
  );
}
