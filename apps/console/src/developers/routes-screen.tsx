import { Chip, EmptyState, SearchField, type Tone } from "@circuito/ui";
import { SearchX } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { areaName, areaOf, permissionName } from "../people/permission-words.ts";
import { Loaded } from "../settings/loaded.tsx";
import { keyCaps } from "../shell/shortcuts.ts";
import { DevelopersPage } from "./developers-page.tsx";
import { type ApiOperation, operationsOf, useOpenApi } from "./open-api.ts";

const TONES: Readonly<Record<string, Tone>> = {
  GET: "info",
  POST: "ok",
  PUT: "warn",
  PATCH: "warn",
  DELETE: "danger",
};

/** Rotas: every route with what it does and who may, out of the server's own description. */
export function RoutesScreen() {
  const t = useT();
  const description = useOpenApi();
  const [typed, setTyped] = useState("");
  return (
    <DevelopersPage title={t("developers.routes")} intro={t("developers.routesText")}>
      <div data-search>
        <SearchField
          className="max-w-md"
          label={t("developers.searchRoutes")}
          placeholder={t("developers.searchRoutes")}
          clearLabel={t("action.clear")}
          keys={keyCaps("search")}
          value={typed}
          onChange={setTyped}
        />
      </div>
      <Loaded query={description} label={t("developers.loading")}>
        {(api) => <Found operations={operationsOf(api)} typed={typed} />}
      </Loaded>
    </DevelopersPage>
  );
}

interface FoundProps {
  readonly operations: readonly ApiOperation[];
  readonly typed: string;
}

function Found({ operations, typed }: FoundProps) {
  const t = useT();
  const wanted = plain(typed).split(" ").filter(Boolean);
  const found = operations.filter((operation) => {
    const text = plain(
      `${operation.method} ${operation.path} ${nameOf(operation)} ${operation.id}`,
    );
    return wanted.every((word) => text.includes(word));
  });
  return (
    <>
      <p role="status" className="text-12 text-fg-2">
        {t("developers.routesFound", { count: found.length })}
      </p>
      {found.length === 0 && (
        <EmptyState icon={<SearchX />} title={t("developers.noRoute", { words: typed })} />
      )}
      {[...grouped(found)].map(([area, rows]) => (
        <section key={area} className="flex flex-col gap-1">
          <h2 className="text-14s first-letter:uppercase">{areaName(area)}</h2>
          <ul className="divide-y divide-line-subtle rounded-pane border border-line">
            {rows.map((row) => (
              <li
                key={row.id}
                className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-3 py-2 text-13"
              >
                <span className="flex w-16 flex-none">
                  <Chip tone={TONES[row.method] ?? "neutral"}>{row.method}</Chip>
                </span>
                <span className="flex min-w-0 grow basis-56 flex-col">
                  <code className="font-mono text-12 wrap-anywhere">{row.path}</code>
                  <span className="text-fg-2">{nameOf(row)}</span>
                </span>
                <span className="text-12 text-fg-2 max-[560px]:basis-full max-[560px]:pl-19">
                  {t(`developers.role.${row.role}`)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

const nameOf = ({ id, summary }: ApiOperation) => permissionName({ name: id, summary });

/** Case and accents do not matter to who looks for something. */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function grouped(found: readonly ApiOperation[]): ReadonlyMap<string, readonly ApiOperation[]> {
  const groups = new Map<string, ApiOperation[]>();
  for (const operation of found) {
    const area = areaOf(operation);
    groups.set(area, [...(groups.get(area) ?? []), operation]);
  }
  return groups;
}
