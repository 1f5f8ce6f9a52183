import type { AgentRole, Permission } from "@circuito/protocol";
import { Table, type TableColumn } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { Check, Minus } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { EVERYBODY } from "../settings/settings-pages.ts";
import { peopleApi } from "./people-api.ts";
import { areaName, areaOf, permissionName } from "./permission-words.ts";

const ROLES = ["agent", "supervisor", "admin"] as const;
const RANK: Readonly<Record<AgentRole, number>> = { agent: 0, supervisor: 1, admin: 2 };

interface Row extends Permission {
  readonly id: string;
}

/** Papéis: what each may do, made of the same table by which the server judges every request. */
export function RolesScreen() {
  const t = useT();
  const permissions = useQuery({
    queryKey: ["permissions"],
    queryFn: async () => (await peopleApi.listPermissions()).items,
  });
  const columns: readonly TableColumn<Row>[] = [
    {
      id: "what",
      label: t("roles.what"),
      isRowHeader: true,
      // The columns of roles are as wide in every table: one looks down them.
      isFlexible: true,
      cell: (row) => (
        <span className="flex flex-col py-1 wrap-anywhere">
          {permissionName(row)}
          {/* In place of the columns, where there is no room for them: each role includes those below. */}
          <span className="text-12 text-fg-2 @min-[640px]:hidden">
            {t("roles.from", { role: t(`people.role.${row.role}`) })}
          </span>
        </span>
      ),
    },
    ...ROLES.map((role) => ({
      id: role,
      label: t(`people.role.${role}`),
      isSecondary: true,
      // As wide in every table, so that they stand under each other.
      cell: (row: Row) => (
        <span className="flex w-28">
          {RANK[role] >= RANK[row.role] ? (
            <Check role="img" aria-label={t("roles.may")} className="size-4 text-ok-icon" />
          ) : (
            <Minus role="img" aria-label={t("roles.mayNot")} className="size-4 text-fg-3" />
          )}
        </span>
      ),
    })),
  ];
  return (
    <SettingsPage title={t("roles.title")} intro={t("roles.intro")} openTo={EVERYBODY}>
      <Loaded query={permissions} label={t("roles.loading")}>
        {(items) =>
          [...grouped(items)].map(([area, rows]) => (
            <section key={area} className="flex flex-col gap-2">
              <h2 className="text-14s first-letter:uppercase">{areaName(area)}</h2>
              <Table label={areaName(area)} columns={columns} rows={rows} nameOf={permissionName} />
            </section>
          ))
        }
      </Loaded>
    </SettingsPage>
  );
}

function grouped(items: readonly Permission[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const item of items) {
    const area = areaOf(item);
    groups.set(area, [...(groups.get(area) ?? []), { ...item, id: item.name }]);
  }
  return groups;
}
