import { NavItem, NavSection, SearchField } from "@circuito/ui";
import { useLocation, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { NavigationButton } from "../shell/navigation-button.tsx";
import { PANE_IDS } from "../workspace/panes.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { findPages } from "./find-pages.ts";
import { SETTINGS_GROUPS, settingsPagesFor } from "./settings-pages.ts";

/** Every page of the settings, and a search over what is on them. */
export function SettingsIndex() {
  const t = useT();
  const me = useMe();
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const path = useLocation({ select: ({ pathname }) => pathname });
  const found = findPages(
    settingsPagesFor(me.role),
    typed,
    (page) => `${t(page.title)} ${t(page.words)}`,
  );
  return (
    <nav
      id={PANE_IDS.list}
      tabIndex={-1}
      aria-label={t("settings.title")}
      className="flex h-full min-h-0 flex-col overflow-y-auto border-line-subtle border-r bg-surface px-3 pb-4 outline-none"
    >
      <header className="flex h-13 flex-none items-center gap-2 px-1">
        <NavigationButton />
        <h1 className="text-14s">{t("settings.title")}</h1>
      </header>
      <SearchField
        label={t("settings.search")}
        placeholder={t("settings.search")}
        clearLabel={t("action.clear")}
        value={typed}
        onChange={setTyped}
        onSubmit={() => {
          const [first] = found;
          if (first !== undefined) void router.navigate({ href: first.path });
        }}
      />
      {SETTINGS_GROUPS.map((group) => {
        const pages = found.filter((page) => page.group === group);
        if (pages.length === 0) return null;
        return (
          <NavSection key={group} label={t(`settings.group.${group}`)}>
            {pages.map(({ id, path: href, icon: Icon, title }) => (
              <NavItem
                key={id}
                href={href}
                label={t(title)}
                icon={<Icon />}
                isCurrent={path.startsWith(href)}
              />
            ))}
          </NavSection>
        );
      })}
      {found.length === 0 && (
        <p role="status" className="px-2 pt-4 text-13 text-fg-2">
          {t("settings.nothingFound")}
        </p>
      )}
    </nav>
  );
}
