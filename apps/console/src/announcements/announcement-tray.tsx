import type { AnnouncementView } from "@circuito/protocol";
import { Button, Callout } from "@circuito/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Megaphone, UserCog } from "lucide-react";
import { useEffect, useRef } from "react";
import { supervisionApi } from "../api/supervision.ts";
import { listTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { presenceText } from "../presence/presence-labels.ts";
import { useNow } from "../workspace/use-now.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** More at once would hide the work; the rest comes when these are read. */
const SHOWN_MAX = 3;

/** What supervisors said: it comes up over nothing that is being written, and stays until it is read. */
export function AnnouncementTray() {
  const t = useT();
  const { announcer } = useWorkspace();
  const unread = useQuery({
    queryKey: ["announcements"],
    queryFn: async () => (await supervisionApi.listAnnouncements()).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const items = unread.data ?? [];
  const told = useRef(new Set<string>());
  useEffect(() => {
    for (const item of unread.data ?? []) {
      if (told.current.has(item.id)) continue;
      told.current.add(item.id);
      const text = item.text === "" ? t("announcement.presenceSpoken") : item.text;
      announcer.announce(t("announcement.spoken", { name: item.fromName, text }), "assertive");
    }
  }, [unread.data, announcer, t]);
  if (items.length === 0) return null;
  return (
    <section
      aria-label={t("announcement.region")}
      className="fixed bottom-4 left-4 z-50 flex w-80 flex-col gap-2 max-[899.98px]:inset-x-3 max-[899.98px]:top-14 max-[899.98px]:bottom-auto max-[899.98px]:w-auto"
    >
      {items.slice(0, SHOWN_MAX).map((item) => (
        <Announcement key={item.id} item={item} />
      ))}
    </section>
  );
}

function Announcement({ item }: { readonly item: AnnouncementView }) {
  const t = useT();
  const now = useNow();
  const queries = useQueryClient();
  const { toasts } = useWorkspace();
  const { id, kind, fromName, wanted, wantedReason, text, at } = item;

  async function read() {
    queries.setQueryData<AnnouncementView[]>(["announcements"], (held) =>
      held?.filter((one) => one.id !== id),
    );
    try {
      await supervisionApi.readAnnouncements([id]);
    } catch {
      toasts.add({ text: t("announcement.notRead"), tone: "danger" });
      void queries.invalidateQueries({ queryKey: ["announcements"] });
    }
  }

  const isPresence = kind === "presence" && wanted !== null;
  return (
    <div className="rounded-pane bg-raised shadow-menu">
      <Callout
        tone="info"
        icon={isPresence ? <UserCog /> : <Megaphone />}
        title={
          isPresence
            ? t("announcement.presence", {
                name: fromName,
                state: presenceText({ wanted, wantedReason }),
              })
            : t("announcement.from", { name: fromName })
        }
      >
        {text !== "" && <p className="break-words whitespace-pre-line">{text}</p>}
        <span className="mt-2 flex items-center gap-3">
          <Button size="small" onPress={() => void read()}>
            {t("announcement.read")}
          </Button>
          <time dateTime={at} className="text-12 tabular-nums">
            {listTime(at, now)}
          </time>
        </span>
      </Callout>
    </div>
  );
}
