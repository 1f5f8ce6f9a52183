import type { ConversationView } from "@circuito/protocol";
import { Button, Checkbox, Dialog, TextField } from "@circuito/ui";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { Opening } from "../api/client.ts";
import { futureTime } from "../i18n/format.ts";
import { useLocale, useT } from "../i18n/translate.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { localInputValue, snoozePresets, untilTheyWrite, withinHours } from "./moments.ts";
import { useOpenings } from "./openings.ts";
import { readMoment } from "./read-moment.ts";
import { useVerbs } from "./use-verbs.ts";

/** Presets in words, each with its hour; or any other moment. The customer writing wakes it. */
export function SnoozeDialog({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const verbs = useVerbs();
  const [waitsForOthers, setWaits] = useState(false);
  return (
    <SnoozeChoice
      openings={useOpenings(conversation.id)}
      onUntil={(until) => {
        void verbs.snooze(conversation, until, waitsForOthers ? "third-party" : undefined);
      }}
    >
      <Checkbox isSelected={waitsForOthers} onChange={setWaits}>
        {t("snooze.thirdParty")}
      </Checkbox>
    </SnoozeChoice>
  );
}

interface SnoozeChoiceProps {
  readonly onUntil: (until: string) => void;
  /** When people answer; `null`: always, or nobody knows. */
  readonly openings?: readonly Opening[] | null;
  /** What is said besides the time. */
  readonly children?: ReactNode;
}

export function SnoozeChoice({ onUntil, openings = null, children }: SnoozeChoiceProps) {
  const t = useT();
  const [now] = useState(() => Date.now());
  const noHour = untilTheyWrite(now);
  const presets = [...withinHours(snoozePresets(now), openings, now), noHour];
  const list = useRef<HTMLUListElement>(null);
  const { length } = presets;
  // What had the focus may be no moment any more, once the hours are known.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever they are others
  useEffect(() => {
    if (document.activeElement === document.body) list.current?.querySelector("button")?.focus();
  }, [length]);
  const until = (at: number) => {
    showLayer(null);
    onUntil(new Date(at).toISOString());
  };

  return (
    <Dialog
      isOpen
      onOpenChange={() => showLayer(null)}
      size="small"
      title={t("snooze.title")}
      description={t("snooze.text")}
      closeLabel={t("action.close")}
    >
      {children}
      <ul ref={list} className="-mx-3 flex flex-col gap-1 pt-2 pb-4">
        {presets.map((moment, index) => (
          <li key={moment.id} className="flex">
            <Button
              variant="ghost"
              className="grow text-fg [&>span:first-of-type]:grow [&>span:first-of-type]:text-left"
              autoFocus={index === 0}
              onPress={() => until(moment.at)}
              iconEnd={
                <span className="font-regular tabular-nums text-fg-2">
                  {moment === noHour ? t("snooze.atMost") : futureTime(iso(moment.at), now)}
                </span>
              }
            >
              {t(moment.id)}
            </Button>
          </li>
        ))}
      </ul>
      <div className="border-line-subtle border-t pt-3 pb-4">
        <OtherMoment now={now} onUntil={until} />
      </div>
    </Dialog>
  );
}

interface OtherMomentProps {
  readonly now: number;
  readonly onUntil: (at: number) => void;
}

/** In words, as one would say it; or by the calendar. */
function OtherMoment({ now, onUntil }: OtherMomentProps) {
  const t = useT();
  const locale = useLocale();
  const [words, setWords] = useState("");
  const [picked, setPicked] = useState(() => localInputValue(now + 7 * 24 * 3_600_000));
  const [isPicking, setPicking] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const at = isPicking ? Date.parse(picked) : readMoment(words, now, locale);
  const isRight = at !== undefined && at > now;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isRight) onUntil(at);
  };
  return (
    <form noValidate className="flex flex-col gap-2" onSubmit={submit}>
      {isPicking ? (
        <TextField
          label={t("snooze.custom")}
          type="datetime-local"
          value={picked}
          onChange={setPicked}
          error={isChecked && !isRight ? t("form.mustBeFuture") : undefined}
        />
      ) : (
        <TextField
          label={t("snooze.custom")}
          placeholder={t("snooze.example")}
          description={isRight ? t("snooze.backAt", { when: futureTime(iso(at), now) }) : undefined}
          value={words}
          onChange={setWords}
          error={isChecked && !isRight ? t("snooze.notUnderstood") : undefined}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" className="grow">
          {t("verb.snooze")}
        </Button>
        <Button variant="ghost" onPress={() => setPicking(!isPicking)}>
          {t(isPicking ? "snooze.inWords" : "snooze.byCalendar")}
        </Button>
      </div>
    </form>
  );
}

const iso = (at: number) => new Date(at).toISOString();
