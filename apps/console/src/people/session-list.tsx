import type { LoginView } from "@circuito/protocol";
import { Button, Chip, IconButton } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { LogOut, MonitorSmartphone } from "lucide-react";
import { listTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { Loaded } from "../settings/loaded.tsx";
import { useNow } from "../workspace/use-now.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { deviceName } from "./device-name.ts";

type Sessions = Promise<{ readonly items: LoginView[] }>;

interface SessionListProps {
  readonly queryKey: readonly string[];
  readonly load: () => Sessions;
  /** Ends all of them; absent: each is ended by itself. */
  readonly endAll?: () => Sessions;
  readonly end?: (id: string) => Sessions;
}

/** Where somebody is logged in, the last used first. */
export function SessionList({ queryKey, load, endAll, end }: SessionListProps) {
  const t = useT();
  const now = useNow();
  const { queries, toasts } = useWorkspace();
  const sessions = useQuery({ queryKey, queryFn: async () => (await load()).items });

  async function attempt(work: () => Sessions): Promise<void> {
    try {
      queries.setQueryData(queryKey, (await work()).items);
      toasts.add({ text: t("people.loggedOut"), tone: "ok" });
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
    }
  }

  return (
    <Loaded query={sessions} label={t("people.sessionsLoading")}>
      {(items) =>
        items.length === 0 ? (
          <p className="text-13 text-fg-2">{t("people.noSessions")}</p>
        ) : (
          <>
            <ul className="flex flex-col divide-y divide-line-subtle rounded-pane border border-line">
              {items.map(({ id, device, seenAt, isOwn }) => (
                <li key={id} className="flex items-center gap-3 px-3 py-2 text-13">
                  <MonitorSmartphone aria-hidden="true" className="size-4 flex-none text-fg-3" />
                  <span className="flex min-w-0 grow flex-col">
                    <span className="wrap-anywhere">
                      {device === null ? t("people.unknownDevice") : deviceName(device)}
                    </span>
                    <span className="text-12 text-fg-2">
                      {t("people.usedAt", { when: listTime(seenAt, now) })}
                    </span>
                  </span>
                  {isOwn && <Chip tone="info">{t("people.thisDevice")}</Chip>}
                  {end && !isOwn && (
                    <IconButton
                      label={t("people.endSession", {
                        device: device === null ? t("people.unknownDevice") : deviceName(device),
                      })}
                      icon={<LogOut />}
                      onPress={() => void attempt(() => end(id))}
                    />
                  )}
                </li>
              ))}
            </ul>
            {endAll && (
              <Button className="self-start" icon={<LogOut />} onPress={() => void attempt(endAll)}>
                {t("people.endSessions")}
              </Button>
            )}
          </>
        )
      }
    </Loaded>
  );
}
