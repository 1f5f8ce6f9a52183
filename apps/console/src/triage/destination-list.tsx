import type { SuggestionReasonView } from "@circuito/protocol";
import { Chip, ComboBox, Kbd } from "@circuito/ui";
import { useId } from "react";
import { duration, futureTime } from "../i18n/format.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { useNow } from "../workspace/use-now.ts";
import type { Destination } from "./destinations-of.ts";

interface DestinationListProps {
  readonly destinations: readonly Destination[];
  readonly queueId: string | null;
  readonly onChoose: (queueId: string) => void;
  readonly error?: string | undefined;
}

/** As many as there are digits; the others are found by typing. */
const KEYS_MAX = 9;

/** Where it may go: each with its key, how it stands there, and what speaks for it. */
export function DestinationList(props: DestinationListProps) {
  const { destinations, queueId, onChoose, error } = props;
  const t = useT();
  const name = useId();
  const errorId = useId();
  const chosen = destinations.findIndex(({ area }) => area.id === queueId);
  // One that was found by typing is shown with the others.
  const shown = destinations.filter((_, at) => at < KEYS_MAX || at === chosen);
  return (
    <fieldset
      aria-describedby={error === undefined ? undefined : errorId}
      className="flex min-w-0 flex-col gap-1"
    >
      <legend className="pb-1 text-12 font-semibold text-fg-2">
        {t("triage.directTo")}
        <span aria-hidden="true" className="text-danger-text">
          {" *"}
        </span>
      </legend>
      {shown.map((destination, at) => (
        <Row
          key={destination.area.id}
          group={name}
          place={at < KEYS_MAX ? at + 1 : undefined}
          destination={destination}
          isChosen={destination.area.id === queueId}
          onChoose={() => onChoose(destination.area.id)}
        />
      ))}
      {destinations.length > KEYS_MAX && (
        <ComboBox
          label={t("triage.findArea")}
          isLabelHidden
          placeholder={t("triage.findArea")}
          emptyText={t("handOver.noQueue")}
          options={destinations.map(({ area }) => ({
            id: area.id,
            label: area.name,
            keywords: area.area === null ? [] : [area.area],
          }))}
          value={queueId}
          onChange={(id) => id !== null && onChoose(id)}
        />
      )}
      {error !== undefined && (
        <p id={errorId} className="text-12 text-danger-text">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface RowProps {
  readonly group: string;
  readonly place: number | undefined;
  readonly destination: Destination;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Row({ group, place, destination, isChosen, onChoose }: RowProps) {
  const t = useT();
  const now = useNow();
  const { area, reasons } = destination;
  const closed =
    area.opensAt === null
      ? t("triage.closed")
      : t("triage.closedUntil", { when: futureTime(area.opensAt, now) });
  return (
    <label
      className={`relative flex min-h-9 cursor-default items-start gap-2.5 rounded-control border px-2.5 py-1.5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus pointer-coarse:min-h-11 ${
        isChosen ? "border-accent bg-accent-soft" : "border-line hover:bg-hover"
      }`}
    >
      <input
        type="radio"
        name={group}
        checked={isChosen}
        onChange={onChoose}
        className="absolute inset-0 size-full cursor-default appearance-none rounded-control opacity-0"
      />
      <span aria-hidden="true" className="w-5 flex-none pt-px">
        {place !== undefined && <Kbd keys={[String(place)]} />}
      </span>
      <span className="flex min-w-0 grow flex-col">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="min-w-0 grow text-13 font-medium">{area.name}</span>
          {!area.open && <Chip tone="warn">{closed}</Chip>}
          <span className="text-12 tabular-nums text-fg-2">
            {t("triage.areaWaiting", { count: area.waiting })}
            {area.waitSeconds !== null && ` · ~${duration(area.waitSeconds * 1_000)}`}
            {area.agentsAvailable === 0 && area.open && ` · ${t("triage.nobodyThere")}`}
          </span>
        </span>
        {reasons.length > 0 && (
          <span className="text-12 text-fg-2">
            {reasons.map((reason) => reasonOf(reason, t)).join(" · ")}
          </span>
        )}
      </span>
    </label>
  );
}

function reasonOf(reason: SuggestionReasonView, t: Translate): string {
  switch (reason.kind) {
    case "rule":
      return t("triage.why.rule", { name: reason.ruleName });
    case "category":
      return t("triage.why.usual");
    case "history":
      return t(`triage.why.${reason.by}`, {
        percent: Math.round(reason.share * 100),
        kept: reason.kept,
        of: reason.of,
      });
  }
}
