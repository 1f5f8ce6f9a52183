import { ChannelGlyph, Chip, Sparkline, type Tone } from "@circuito/ui";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { dayTime } from "../i18n/format.ts";
import { channelGlyph, channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useInboxes } from "../workspace/queries.ts";

interface FailureGroupProps {
  readonly title: string;
  /** The same in a program's words, for whoever looks further. */
  readonly detail?: string;
  /** What kind of trouble it is, in a word. */
  readonly state: string;
  readonly tone: Tone;
  readonly group: {
    readonly count: number;
    readonly firstAt: string;
    readonly lastAt: string;
    readonly trend: readonly number[];
    /** Absent: it has to do with no inbox. */
    readonly inboxIds?: readonly string[];
  };
  /** What is in it; made only once it is opened. */
  readonly children: () => ReactNode;
}

/** Failures of one cause: how many, since when, where; opened, each of them. */
export function FailureGroup(props: FailureGroupProps) {
  const { title, detail, state, tone, group, children } = props;
  const t = useT();
  const bodyId = useId();
  const [isOpen, setOpen] = useState(false);
  const inboxes = useInboxes().data ?? [];
  const channels = [
    ...new Set(
      (group.inboxIds ?? []).flatMap(
        (id) => inboxes.find((inbox) => inbox.id === id)?.channel ?? [],
      ),
    ),
  ];
  const [first, last] = [dayTime(group.firstAt), dayTime(group.lastAt)];
  const spanText = first === last ? last : t("failures.span", { first, last });
  const lately = group.trend.reduce((sum, count) => sum + count, 0);
  return (
    <li className="rounded-pane border border-line">
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={bodyId}
          onClick={() => setOpen(!isOpen)}
          className="ring-focus-inset grid w-full grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-1 rounded-pane px-3 py-2.5 text-left hover:bg-hover min-[700px]:grid-cols-[auto_1fr_6rem_auto]"
        >
          <ChevronRight
            aria-hidden="true"
            className={`size-4 text-fg-3 ${isOpen ? "rotate-90" : ""}`}
          />
          <span className="flex min-w-0 flex-col gap-1">
            <span className="text-13 font-medium break-words first-letter:uppercase">{title}</span>
            {detail !== undefined && (
              <span className="text-12 break-words text-fg-2">{detail}</span>
            )}
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-fg-2">
              <Chip tone={tone}>{state}</Chip>
              <span className="tabular-nums">{spanText}</span>
              {channels.map((channel) => (
                <ChannelGlyph
                  key={channel}
                  channel={channelGlyph(channel)}
                  label={channelName(channel)}
                />
              ))}
            </span>
          </span>
          <span className="max-[699.98px]:hidden">
            {lately > 0 && (
              <Sparkline values={group.trend} label={t("failures.trend", { count: lately })} />
            )}
          </span>
          <span className="text-20 tabular-nums">
            <span aria-hidden="true">{group.count}</span>
            <span className="sr-only">{t("failures.count", { count: group.count })}</span>
          </span>
        </button>
      </h3>
      <div id={bodyId} hidden={!isOpen} className="border-line-subtle border-t">
        {isOpen && children()}
      </div>
    </li>
  );
}
