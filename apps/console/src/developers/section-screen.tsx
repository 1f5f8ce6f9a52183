import { EmptyState } from "@circuito/ui";
import { useParams } from "@tanstack/react-router";
import { useT } from "../i18n/translate.ts";
import { ChangesScreen } from "./changes-screen.tsx";
import { DevelopersPage } from "./developers-page.tsx";
import { EventsScreen } from "./events-screen.tsx";
import { LimitsScreen } from "./limits-screen.tsx";
import { RoutesScreen } from "./routes-screen.tsx";
import { SandboxScreen } from "./sandbox-screen.tsx";

/** The section that its address names. */
export function SectionScreen() {
  const t = useT();
  const { section } = useParams({ strict: false });
  switch (section) {
    case "routes":
      return <RoutesScreen />;
    case "events":
      return <EventsScreen />;
    case "limits":
      return <LimitsScreen />;
    case "sandbox":
      return <SandboxScreen />;
    case "changes":
      return <ChangesScreen />;
    default:
      return (
        <DevelopersPage title={t("developers.title")}>
          <EmptyState title={t("refusal.gone")} />
        </DevelopersPage>
      );
  }
}
