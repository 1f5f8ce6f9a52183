import type { ApiLimits } from "@circuito/protocol";
import { EmptyState, FactList } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { request } from "../api/request.ts";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { Section } from "../settings/section.tsx";
import { CodeBlock } from "../webhooks/code-block.tsx";
import { DevelopersPage } from "./developers-page.tsx";

/** A window is a minute: often enough to see it fill. */
const METER_EVERY_MS = 3_000;
const MEGABYTE = 1024 * 1024;
const KILOBYTE = 1024;

/** Limites: what is in force here, and how much of the present minute each key has used. */
export function LimitsScreen() {
  const t = useT();
  const limits = useQuery({
    queryKey: ["api-limits"],
    queryFn: () => request<ApiLimits>("GET", "/api-limits"),
    refetchInterval: METER_EVERY_MS,
  });
  return (
    <DevelopersPage title={t("developers.limits")} intro={t("developers.limitsText")}>
      <Loaded query={limits} label={t("developers.loading")}>
        {(now) => (
          <>
            <Section title={t("developers.inForce")} isWide>
              <FactList
                facts={[
                  {
                    id: "requests",
                    term: t("developers.requests"),
                    value:
                      now.requests === null
                        ? t("developers.unlimited")
                        : t("developers.requestsValue", { limit: now.requests.limit }),
                  },
                  {
                    id: "body",
                    term: t("developers.body"),
                    value: `${now.bodyBytesMax / KILOBYTE} kB`,
                  },
                  {
                    id: "file",
                    term: t("developers.file"),
                    value: `${now.fileBytesMax / MEGABYTE} MB`,
                  },
                  {
                    id: "page",
                    term: t("developers.pageItems"),
                    value: t("developers.pageItemsValue", { count: now.pageItemsMax }),
                  },
                ]}
              />
              {now.requests !== null && (
                <>
                  <p className="text-13 text-fg-2">{t("developers.headersText")}</p>
                  <CodeBlock label={t("developers.headers")} text={headersOf(now.requests)} />
                </>
              )}
            </Section>
            <Section
              title={t("developers.meter")}
              text={t("developers.meterText", { seconds: now.resetSeconds })}
              isWide
            >
              {now.keys.length === 0 ? (
                <EmptyState icon={<KeyRound />} title={t("developers.noKeys")} />
              ) : (
                <ul className="flex flex-col gap-3">
                  {now.keys.map((key) => (
                    <Meter key={key.id} usage={key} limit={now.requests?.limit} />
                  ))}
                </ul>
              )}
            </Section>
          </>
        )}
      </Loaded>
    </DevelopersPage>
  );
}

interface MeterProps {
  readonly usage: ApiLimits["keys"][number];
  readonly limit: number | undefined;
}

/** Above it whoever writes the program should slow it down. */
const HIGH = 0.8;

function Meter({ usage: { name, used, left }, limit }: MeterProps) {
  const t = useT();
  const share = limit === undefined ? 0 : Math.min(1, used / limit);
  return (
    <li className="flex flex-col gap-1 text-13">
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="min-w-0 font-medium wrap-anywhere">{name}</span>
        <span className="text-12 text-fg-2 tabular-nums">
          {left === null
            ? t("developers.usedOnly", { used })
            : t("developers.usedAndLeft", { used, left })}
        </span>
      </span>
      {limit !== undefined && (
        <>
          <meter className="sr-only" aria-label={name} min={0} max={limit} value={used}>
            {t("developers.usedAndLeft", { used, left: left ?? 0 })}
          </meter>
          <span aria-hidden="true" className="block h-2 overflow-hidden rounded-full bg-sunken">
            <span
              className={`block h-full rounded-full ${share >= HIGH ? "bg-danger" : "bg-accent"}`}
              style={{ width: `${share * 100}%` }}
            />
          </span>
        </>
      )}
    </li>
  );
}

const headersOf = ({ limit, windowSeconds }: NonNullable<ApiLimits["requests"]>) =>
  `ratelimit-policy: "api-key";q=${limit};w=${windowSeconds}
ratelimit: "api-key";r=${limit - 23};t=41`;
