import { Button, Callout } from "@circuito/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { AuditDrawer } from "./audit-drawer.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { type AuditSearch, readAuditSearch } from "./audit-search.ts";
import { AuditTable } from "./audit-table.tsx";
import { useAudit } from "./use-audit.ts";
import { useAuditFile } from "./use-audit-file.ts";

/** Auditoria: who changed what, who got in, and who saw what few may. Nobody can change an entry. */
export function AuditScreen() {
  const t = useT();
  const navigate = useNavigate();
  const search = readAuditSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const audit = useAudit(search);
  const file = useAuditFile(search);
  const refine = (
    change: { readonly [Name in keyof AuditSearch]: AuditSearch[Name] | undefined },
  ) => void navigate({ to: "/settings/audit", search: readAuditSearch({ ...search, ...change }) });

  return (
    <SettingsPage
      title={t("audit.title")}
      intro={t("audit.intro")}
      actions={
        <Button icon={<Download />} isPending={file.isMaking} onPress={() => void file.make()}>
          {t("audit.export")}
        </Button>
      }
    >
      <AuditFilters search={search} actorName={audit.nameOfActor} onChange={refine} />
      {file.problem !== undefined && (
        <Callout tone="warn" title={file.problem.title}>
          {file.problem.text}
        </Callout>
      )}
      <AuditTable audit={audit} search={search} onChange={refine} />
      {audit.keptSince !== undefined && (
        <p className="text-12 text-fg-2">
          {t("audit.keptSince", { at: fullTime(audit.keptSince) })}
        </p>
      )}
      <AuditDrawer
        entry={audit.opened}
        isGone={audit.isOpenedGone}
        onClose={() => refine({ entry: undefined })}
        onChange={(change) => refine({ ...change, entry: undefined })}
      />
    </SettingsPage>
  );
}
