import type { AuditEntryView } from "@circuito/protocol";
import { Button, Chip, DiffView, Drawer, EmptyState, FactList } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { Eye, Link2, ScrollText } from "lucide-react";
import type { KeyboardEvent } from "react";
import { exactTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { useInboxes } from "../workspace/queries.ts";
import { useCopy } from "../workspace/use-copy.ts";
import { placeOf } from "./audit-place.ts";
import type { AuditSearch } from "./audit-search.ts";
import { actionText, changesOf, objectText } from "./audit-words.ts";
import { useNames } from "./use-names.ts";

interface AuditDrawerProps {
  readonly entry: AuditEntryView | undefined;
  /** The address names one that is not there. */
  readonly isGone: boolean;
  readonly onClose: () => void;
  readonly onChange: (change: Pick<AuditSearch, "who" | "object">) => void;
}

/** One entry: who, by what way, on what, and what was and is. */
export function AuditDrawer({ entry, isGone, onClose, onChange }: AuditDrawerProps) {
  const t = useT();
  return (
    <Drawer
      isOpen={entry !== undefined || isGone}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={entry === undefined ? t("audit.title") : actionText(t, entry.action)}
      closeLabel={t("action.close")}
    >
      {entry && <EntryDetail entry={entry} onChange={onChange} />}
      {isGone && <EmptyState icon={<ScrollText />} title={t("audit.noSuchEntry")} />}
    </Drawer>
  );
}

const LINK = "ring-focus rounded-key text-accent-text underline";

function EntryDetail({
  entry,
  onChange,
}: {
  readonly entry: AuditEntryView;
  readonly onChange: AuditDrawerProps["onChange"];
}) {
  const t = useT();
  const nameOf = useNames();
  const inboxes = useInboxes();
  const copy = useCopy();
  const { actor, object } = entry;
  const place = placeOf(entry, (id) => inboxes.data?.find((inbox) => inbox.id === id)?.channel);
  const copyLink = () => void copy(`${location.origin}/settings/audit?entry=${entry.seq}`);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "y" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    copyLink();
  };
  return (
    <section
      // Nothing above takes focus: without a stop, keys could not scroll it.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
      tabIndex={0}
      aria-label={t("audit.changes")}
      onKeyDown={onKeyDown}
      className="ring-focus flex flex-col gap-4 rounded-control pb-4 text-13"
    >
      {entry.discloses !== null && (
        <Chip tone="warn" icon={<Eye />}>
          {t(`audit.discloses.${entry.discloses}`)}
        </Chip>
      )}
      <FactList
        facts={[
          { id: "at", term: t("audit.when"), value: exactTime(entry.at) },
          { id: "who", term: t("audit.who"), value: actor.name || t("audit.nobody") },
          { id: "from", term: t("audit.from"), value: t(`audit.kind.${actor.kind}`) },
          ...(entry.address === null
            ? []
            : [{ id: "address", term: t("audit.address"), value: entry.address }]),
          {
            id: "object",
            term: t("audit.object"),
            value: place ? (
              <Link to={place} className={LINK}>
                {objectText(t, entry)}
              </Link>
            ) : (
              objectText(t, entry)
            ),
          },
          ...(entry.said === null
            ? []
            : [{ id: "said", term: t("audit.said"), value: entry.said }]),
          { id: "seq", term: t("audit.number"), value: entry.seq },
        ]}
      />
      <DiffView
        label={t("audit.changes")}
        changes={changesOf(t, entry, nameOf)}
        texts={{ before: t("audit.before"), after: t("audit.after") }}
        emptyText={t("audit.noChanges")}
      />
      <div className="flex flex-wrap gap-2">
        <Button icon={<Link2 />} onPress={copyLink} aria-keyshortcuts="y">
          {t("audit.copyLink")}
        </Button>
        {object !== null && (
          <Button onPress={() => onChange({ object })}>{t("audit.allOfObject")}</Button>
        )}
        {actor.id !== null && (
          <Button onPress={() => onChange({ who: actor.id as string })}>
            {t("audit.allOfActor")}
          </Button>
        )}
      </div>
    </section>
  );
}
