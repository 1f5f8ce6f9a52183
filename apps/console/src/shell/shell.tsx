import { LiveAnnouncer, SkipLinks, ToastRegion } from "@circuito/ui";
import { Outlet } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { SessionStrip } from "../channels/session-strip.tsx";
import { fetchChatParts } from "../chat/chat-parts.ts";
import { fetchActivityParts } from "../conversation/activity-parts.ts";
import { fetchContext } from "../conversation/context-pane.tsx";
import { learn, useT } from "../i18n/translate.ts";
import { fetchMailParts } from "../mail/mail-parts.ts";
import { PresenceStrip } from "../presence/presence-strip.tsx";
import { HandOversToMindStrip } from "../supervision/hand-overs-to-mind-strip.tsx";
import { usePlayer } from "../voice/player.ts";
import { VoiceBar } from "../voice/voice-parts.ts";
import { PANE_IDS } from "../workspace/panes.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { fetchWritingParts } from "../writing/writing-parts.ts";
import { ConnectionStrip } from "./connection-strip.tsx";
import { GlobalKeys } from "./global-keys.tsx";
import { Navigation } from "./navigation.tsx";
import { part } from "./part.ts";
import { useIsStacked } from "./use-media.ts";

/** Dialogs are not needed to paint, but must be here before the connection goes: loaded at once. */
const Layers = part(
  async () => (await Promise.all([import("./layers.tsx"), learn("layers"), learn("lists")]))[0],
);

/** Nobody needs it at once: a session lasts for days. */
const SessionEndStrip = part(
  async () => (await Promise.all([import("../session/session-end-strip.tsx"), learn("layers")]))[0],
);

/** Here before an upgrade takes its file away. */
const NewVersionStrip = part(
  async () => (await Promise.all([import("../upgrade/new-version-strip.tsx"), learn("layers")]))[0],
);

/** What surrounds every screen: navigation, the strip, layers, voices. */
export function Shell() {
  const t = useT();
  const { toasts, announcer } = useWorkspace();
  const isStacked = useIsStacked();
  useEffect(fetchActivityParts, []);
  useEffect(fetchMailParts, []);
  useEffect(fetchChatParts, []);
  useEffect(fetchContext, []);
  useEffect(fetchWritingParts, []);
  return (
    <div className="flex h-full flex-col bg-canvas">
      <SkipLinks
        label={t("skip.label")}
        links={[
          { targetId: PANE_IDS.list, label: t("skip.list") },
          { targetId: PANE_IDS.thread, label: t("skip.thread") },
          { targetId: PANE_IDS.composer, label: t("skip.composer") },
          { targetId: PANE_IDS.context, label: t("skip.context") },
        ]}
      />
      <ConnectionStrip />
      <SessionStrip />
      <Suspense>
        <SessionEndStrip />
        <NewVersionStrip />
      </Suspense>
      <PresenceStrip />
      <HandOversToMindStrip />
      <VoiceStrip />
      <div className="flex min-h-0 grow">
        {!isStacked && <Navigation />}
        <main className="min-w-0 grow">
          <Outlet />
        </main>
      </div>
      <GlobalKeys />
      <Suspense>
        <Layers />
      </Suspense>
      <div className="toast-place">
        <ToastRegion queue={toasts} label={t("toast.region")} dismissLabel={t("action.dismiss")} />
      </div>
      <LiveAnnouncer announcer={announcer} />
    </div>
  );
}

/** Nothing is fetched for it until somebody listens. */
function VoiceStrip() {
  const isOn = usePlayer((player) => player.track !== null);
  return (
    isOn && (
      <Suspense>
        <VoiceBar />
      </Suspense>
    )
  );
}
