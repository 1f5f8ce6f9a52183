import { NavItem } from "@circuito/ui";
import { useLocation } from "@tanstack/react-router";
import type { KeyboardEvent, ReactNode } from "react";
import { useT } from "../i18n/translate.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { DEVELOPER_SECTIONS } from "./sections.ts";

interface DevelopersPageProps {
  readonly title: string;
  readonly intro?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the developers' area: its index at the left, above it where there is no room. */
export function DevelopersPage({ title, intro, actions, children }: DevelopersPageProps) {
  return (
    <SettingsPage title={title} intro={intro} actions={actions} width="wide">
      <div className="grid items-start gap-6 min-[1180px]:grid-cols-[11rem_minmax(0,1fr)]">
        <Index />
        <div className="flex min-w-0 flex-col gap-6">{children}</div>
      </div>
    </SettingsPage>
  );
}

function Index() {
  const t = useT();
  const path = useLocation({ select: ({ pathname }) => pathname.replace(/\/$/, "") });
  return (
    <nav
      aria-label={t("developers.title")}
      onKeyDown={stepThroughLinks}
      className="flex flex-wrap gap-1 min-[1180px]:sticky min-[1180px]:top-6 min-[1180px]:flex-col min-[1180px]:gap-px"
    >
      {DEVELOPER_SECTIONS.map(({ id, path: href, icon: Icon, title }) => (
        <NavItem key={id} href={href} label={t(title)} icon={<Icon />} isCurrent={path === href} />
      ))}
    </nav>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

/** Arrows go from link to link; Tab leaves them as everywhere. */
function stepThroughLinks(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("a, [role=link]")];
  const at = links.findIndex((link) => link.matches(":focus"));
  const next = links[(at + step + links.length) % links.length];
  if (at === -1 || next === undefined) return;
  event.preventDefault();
  next.focus();
}
