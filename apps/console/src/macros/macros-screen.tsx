import type { ListedMacroView } from "@circuito/protocol";
import { fitOf } from "@circuito/protocol/writing-text";
import { Button, EmptyState, SearchField, Table, type TableColumn } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { FastForward, Plus } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { EVERYBODY } from "../settings/settings-pages.ts";
import { useReachColumns } from "../writing/use-reach-columns.tsx";
import { useActSentence } from "./macro-acts.tsx";
import { useMacros } from "./macros-api.ts";

/** Macros: everybody's, the queues', one's own; what each does, and whether anybody uses it. */
export function MacrosScreen() {
  const t = useT();
  const router = useRouter();
  const macros = useMacros();
  const open = (id: string) => void router.navigate({ href: `/settings/macros/${id}` });
  const add = (
    <Button variant="primary" icon={<Plus />} onPress={() => open("new")}>
      {t("macro.add")}
    </Button>
  );
  return (
    <SettingsPage
      title={t("nav.macros")}
      intro={t("macro.intro")}
      openTo={EVERYBODY}
      actions={(macros.data?.length ?? 0) > 0 && add}
    >
      <Loaded query={macros} label={t("macro.loading")}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={<FastForward />} title={t("macro.empty")} action={add}>
              {t("macro.emptyText")}
            </EmptyState>
          ) : (
            <List macros={items} onOpen={open} />
          )
        }
      </Loaded>
    </SettingsPage>
  );
}

interface ListProps {
  readonly macros: readonly ListedMacroView[];
  readonly onOpen: (id: string) => void;
}

function List({ macros, onOpen }: ListProps) {
  const t = useT();
  const reachColumns = useReachColumns();
  const sentence = useActSentence();
  const [typed, setTyped] = useState("");
  const said = ({ acts, draft }: ListedMacroView) =>
    [...acts.map(sentence), ...(draft === null ? [] : [t("macro.leavesWords")])].join(" · ");
  const found = macros.filter(
    (macro) => fitOf(typed, { name: macro.name, body: `${said(macro)} ${macro.draft ?? ""}` }) > 0,
  );
  const columns: readonly TableColumn<ListedMacroView>[] = [
    {
      id: "name",
      label: t("quickReply.name"),
      isRowHeader: true,
      cell: (macro) => (
        <span className="flex min-w-0 flex-col py-1.5">
          <span className="font-medium wrap-anywhere">{macro.name}</span>
          <span className="line-clamp-2 text-12 text-fg-2 wrap-anywhere">{said(macro)}</span>
        </span>
      ),
    },
    ...reachColumns,
    {
      id: "runs",
      label: t("macro.runs"),
      isSecondary: true,
      align: "end",
      cell: ({ runs }) => (
        <span className={runs === 0 ? "text-fg-3" : "tabular-nums"}>
          {t("macro.runsCount", { count: runs })}
        </span>
      ),
    },
  ];
  return (
    <>
      <SearchField
        label={t("macro.search")}
        placeholder={t("macro.search")}
        clearLabel={t("action.clear")}
        value={typed}
        onChange={setTyped}
        className="max-w-96"
      />
      <Table
        label={t("nav.macros")}
        columns={columns}
        rows={found}
        nameOf={({ name }) => name}
        onOpen={onOpen}
        emptyState={
          <EmptyState
            title={t("macro.noneFound")}
            action={<Button onPress={() => setTyped("")}>{t("quickReply.noneFoundAct")}</Button>}
          />
        }
      />
    </>
  );
}
