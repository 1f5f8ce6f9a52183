import { Button, CommandPalette, Kbd } from "@circuito/ui";
import { useNavigate } from "@tanstack/react-router";
import { ChevronRight, Search } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { useTyped } from "../search/use-typed.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import type { PaletteRow, TransferPage } from "./palette-row.ts";
import { useRecent } from "./recent.ts";
import { keptAs } from "./use-recent-rows.ts";
import { useSections } from "./use-sections.ts";
import { useTransferPage } from "./use-transfer-page.ts";

/** Ctrl/⌘+K: whatever can be done here, and wherever one may go, behind one box. */
export function Palette() {
  const isOpen = useUi((ui) => ui.layer?.kind === "palette");
  // Each time from the beginning; and nothing of it is looked after while nobody looks at it.
  return isOpen ? <OpenPalette /> : null;
}

function OpenPalette() {
  const t = useT();
  const navigate = useNavigate();
  const recent = useRecent();
  const [pages, setPages] = useState<readonly TransferPage[]>([]);
  const [asked, setAsked] = useState("");
  const [typed, setTyped] = useTyped(asked, setAsked);
  const page = pages.at(-1);
  const first = useSections({ typed: typed.trim(), asked: asked.trim(), recentIds: recent.ids });
  const further = useTransferPage(page);
  const sections = further === undefined ? first.sections : [further];
  const rows = new Map(
    sections.flatMap((section) => section.rows.map((row) => [row.id, { section, row }] as const)),
  );

  function go(to: readonly TransferPage[]): void {
    setPages(to);
    setTyped("");
    setAsked("");
  }

  function take(id: string): void {
    const taken = rows.get(id);
    if (taken === undefined) return;
    const { row, section } = taken;
    if (section.isKept) recent.choose(keptAs(id));
    if (typeof row.does === "function") row.does();
    else go([...pages, row.does.opens]);
  }

  function searchFor(text: string): void {
    showLayer(null);
    void navigate({ to: "/search", search: { q: text.trim() } });
  }

  return (
    <CommandPalette
      isOpen
      onOpenChange={() => {
        if (useUi.getState().layer?.kind === "palette") showLayer(null);
      }}
      label={t("palette.open")}
      placeholder={t(page === undefined ? "palette.placeholder" : placeholderOf(page))}
      clearLabel={t("action.clear")}
      query={typed}
      onQueryChange={setTyped}
      page={
        page && {
          id: `${pages.length}`,
          label: t("transfer.title"),
          backLabel: t("action.back"),
          onBack: () => go(pages.slice(0, -1)),
        }
      }
      opensPage={(id) => typeof rows.get(id)?.row.does === "object"}
      sections={sections.map(({ id, label, isAnswer = false, rows: some }) => ({
        // Rows and their sections share one room of ids.
        id: `section:${id}`,
        label,
        isAnswer,
        options: some.map(optionOf),
      }))}
      onAction={take}
      // What is no command may have been said by somebody.
      emptyState={
        page !== undefined ? (
          t("handOver.noQueue")
        ) : (
          <>
            <p>{t(first.isAsking ? "palette.asking" : "palette.empty")}</p>
            <Button
              size="small"
              className="mt-2"
              icon={<Search />}
              onPress={() => searchFor(typed)}
            >
              {t("palette.searchAll", { text: typed.trim() })}
            </Button>
          </>
        )
      }
      onSubmitUnmatched={page === undefined ? searchFor : undefined}
    />
  );
}

const placeholderOf = ({ kind }: TransferPage) =>
  kind === "person" ? ("palette.whichPerson" as const) : ("handOver.queuePlaceholder" as const);

function optionOf({
  id,
  label,
  description,
  keywords,
  shortcut,
  disabledReason,
  does,
}: PaletteRow) {
  return {
    id,
    label,
    description: disabledReason ?? description,
    keywords,
    isDisabled: disabledReason !== undefined,
    meta:
      shortcut === undefined ? (
        typeof does === "object" && <ChevronRight aria-hidden="true" />
      ) : (
        <Kbd keys={keyCaps(shortcut)} />
      ),
  };
}
