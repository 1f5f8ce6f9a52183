import type { QueueView } from "@circuito/protocol";
import { Button, IconButton, NavItem, NavSection } from "@circuito/ui";
import { useLocation } from "@tanstack/react-router";
import {
  AlarmClock,
  AtSign,
  Bookmark,
  ChartColumn,
  CircleHelp,
  ContactRound,
  Gauge,
  Inbox,
  Layers,
  PackageX,
  Route,
  Search,
  Settings,
  Settings2,
  Star,
  UserRound,
  UserRoundX,
  Users,
} from "lucide-react";

import { useT } from "../i18n/translate.ts";
import { searchOf } from "../inbox/list-filter.ts";
import { PersonMenu } from "../presence/person-menu.tsx";
import { mayDirect } from "../triage/may-direct.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { useListCounts, useQueues, useViews } from "../workspace/queries.ts";
import { type InboxSearch, inboxHref, SNOOZED } from "../workspace/routes.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { useNewMentions } from "../writing/use-mentions.ts";
import { keyCaps } from "./shortcuts.ts";
import { useHasWideNav } from "./use-media.ts";

/** Places and the person's own state: wide from 1440 px, a rail of icons below. */
export function Navigation() {
  const t = useT();
  const isCollapsed = !useHasWideNav();
  return (
    <nav
      aria-label={t("nav.label")}
      className={`flex flex-none flex-col border-line-subtle border-r bg-canvas ${isCollapsed ? "w-13 items-center px-2" : "w-58 px-2.5"} py-2.5`}
    >
      <Brand isCollapsed={isCollapsed} />
      <Places isCollapsed={isCollapsed} />
      <span className="grow" />
      <div className={isCollapsed ? "flex flex-col gap-1" : "flex gap-1"}>
        <IconButton
          label={t("shortcut.help")}
          icon={<CircleHelp />}
          keys={keyCaps("help")}
          placement="right"
          onPress={() => showLayer({ kind: "help" })}
        />
        <IconButton
          label={t("preferences.title")}
          icon={<Settings2 />}
          keys={keyCaps("goPreferences")}
          placement="right"
          onPress={() => showLayer({ kind: "preferences" })}
        />
      </div>
      <PersonMenu isCollapsed={isCollapsed} />
    </nav>
  );
}

function Brand({ isCollapsed }: { readonly isCollapsed: boolean }) {
  const t = useT();
  const openPalette = () => showLayer({ kind: "palette" });
  if (isCollapsed) {
    return (
      <>
        <img src="/icon.svg" alt="Circuito" className="mb-3 size-7" />
        <IconButton
          label={t("shortcut.palette")}
          icon={<Search />}
          keys={keyCaps("palette")}
          placement="right"
          onPress={openPalette}
        />
      </>
    );
  }
  return (
    <>
      <div className="mb-3 flex items-center gap-2.5 px-1.5 pt-0.5">
        <img src="/icon.svg" alt="" className="size-6" />
        <span className="text-14s">Circuito</span>
      </div>
      <Button
        className="mb-2 [&>span:first-of-type]:grow [&>span:first-of-type]:text-left"
        icon={<Search />}
        keys={keyCaps("palette")}
        onPress={openPalette}
      >
        {t("nav.search")}
      </Button>
    </>
  );
}

/** Also inside the drawer of a small screen. */
export function Places({ isCollapsed }: { readonly isCollapsed: boolean }) {
  const t = useT();
  const me = useMe();
  const { search, filter } = useInboxPlace();
  const counts = useListCounts(filter);
  const views = useViews().data ?? [];
  const queues = useQueues().data ?? [];
  const mentions = useNewMentions();
  const mine = queues.filter((queue) => me.queueIds.includes(queue.id));
  const others = queues.filter((queue) => !me.queueIds.includes(queue.id));
  const path = useLocation({ select: ({ pathname }) => pathname });
  const at = (target: InboxSearch) =>
    path.startsWith("/inbox") &&
    (["queue", "owner", "following", "snoozed", "view"] as const).every(
      (name) => search[name] === target[name],
    );
  const places = [
    { id: "inbox", label: t("nav.inbox"), icon: <Inbox />, to: {} },
    { id: "mine", label: t("nav.mine"), icon: <UserRound />, to: { owner: "me" } },
    { id: "unassigned", label: t("nav.unassigned"), icon: <UserRoundX />, to: { owner: "none" } },
    { id: "snoozed", label: t("nav.snoozed"), icon: <AlarmClock />, to: SNOOZED },
    { id: "following", label: t("nav.following"), icon: <Star />, to: { following: true } },
  ] as const satisfies readonly { id: string; label: string; icon: unknown; to: InboxSearch }[];
  const listed = (queue: QueueView) => (
    <NavItem
      key={queue.id}
      href={inboxHref({ queue: queue.id })}
      label={queue.name}
      icon={isCollapsed ? <QueueInitials name={queue.name} /> : <Layers />}
      count={queue.waiting}
      countLabel={t("nav.waiting", { count: queue.waiting })}
      isCurrent={at({ queue: queue.id })}
      isCollapsed={isCollapsed}
    />
  );
  return (
    <div className="flex min-h-0 flex-col gap-px overflow-y-auto py-1">
      {places.map((place) => (
        <NavItem
          key={place.label}
          href={inboxHref(place.to)}
          label={place.label}
          icon={place.icon}
          count={counts?.places[place.id]}
          countLabel={t("nav.count", { count: counts?.places[place.id] ?? 0 })}
          isCurrent={at(place.to)}
          isCollapsed={isCollapsed}
        />
      ))}
      <NavItem
        href="/mentions"
        label={t("nav.mentions")}
        icon={<AtSign />}
        count={mentions}
        countLabel={t("nav.newMentions", { count: mentions })}
        isCurrent={path === "/mentions"}
        isCollapsed={isCollapsed}
      />
      <NavItem
        href="/contacts"
        label={t("nav.contacts")}
        icon={<ContactRound />}
        isCurrent={path.startsWith("/contacts")}
        isCollapsed={isCollapsed}
      />
      {mayDirect(me, queues) && (
        <NavItem
          href={TRIAGE_HREF}
          label={t("nav.triage")}
          icon={<Route />}
          isCurrent={path.startsWith(TRIAGE_HREF)}
          isCollapsed={isCollapsed}
        />
      )}
      {views.length > 0 && (
        <NavSection label={t("nav.views")} isCollapsed={isCollapsed}>
          {views.map((view) => (
            <NavItem
              key={view.id}
              href={inboxHref(searchOf(view.filter, view.id))}
              label={view.name}
              icon={view.isShared ? <Users /> : <Bookmark />}
              count={counts?.views[view.id]}
              countLabel={t("nav.count", { count: counts?.views[view.id] ?? 0 })}
              isCurrent={path.startsWith("/inbox") && search.view === view.id}
              isCollapsed={isCollapsed}
            />
          ))}
        </NavSection>
      )}
      {mine.length > 0 && (
        <NavSection label={t("nav.myQueues")} isCollapsed={isCollapsed}>
          {mine.map(listed)}
        </NavSection>
      )}
      {others.length > 0 && (
        <NavSection
          label={mine.length > 0 ? t("nav.otherQueues") : t("nav.queues")}
          isCollapsed={isCollapsed}
        >
          {others.map(listed)}
        </NavSection>
      )}
      <NavSection label={t("nav.management")} isCollapsed={isCollapsed}>
        {me.role !== "agent" && (
          <>
            <NavItem
              href="/live"
              label={t("nav.board")}
              icon={<Gauge />}
              isCurrent={path.startsWith("/live")}
              isCollapsed={isCollapsed}
            />
            <NavItem
              href="/reports"
              label={t("nav.reports")}
              icon={<ChartColumn />}
              isCurrent={path.startsWith("/reports")}
              isCollapsed={isCollapsed}
            />
            <NavItem
              href="/failures"
              label={t("nav.failures")}
              icon={<PackageX />}
              isCurrent={path.startsWith("/failures")}
              isCollapsed={isCollapsed}
            />
          </>
        )}
        <NavItem
          href={SETTINGS_HREF}
          label={t("settings.title")}
          icon={<Settings />}
          isCurrent={path.startsWith(SETTINGS_HREF)}
          isCollapsed={isCollapsed}
        />
      </NavSection>
    </div>
  );
}

const SETTINGS_HREF = "/settings";
const TRIAGE_HREF = "/triage";

/** Two letters tell queues apart where there is no room for their names. */
function QueueInitials({ name }: { readonly name: string }) {
  const words = name.split(/\s+/).filter((word) => word.length > 2 || /\d/.test(word));
  const letters = words.slice(0, 2).map((word) => (/^N\d$/.test(word) ? word[1] : word[0]));
  return (
    <span aria-hidden="true" className="text-11 uppercase">
      {letters.join("") || name.slice(0, 2)}
    </span>
  );
}
