import type { InboxView } from "@circuito/protocol";
import {
  type AnsweringHours,
  type AttendantFlow,
  type AttendantLanguage,
  type RehearsedTurn,
  rehearseAttendant,
  tellsInWords,
} from "@circuito/protocol/attendant-text";
import { Button, Callout, IconButton, SegmentedControl, TextField } from "@circuito/ui";
import { RotateCcw, SendHorizontal, Timer } from "lucide-react";
import { type FormEvent, useState } from "react";
import { channelName, reasonText } from "../../i18n/labels.ts";
import { useT } from "../../i18n/translate.ts";
import { Choices, choicesLookOf, writtenChoices } from "./choices.tsx";

interface SimulatorProps {
  readonly flow: AttendantFlow;
  readonly inbox: InboxView;
  readonly language: AttendantLanguage;
  /** It would be refused as it is: there is nothing to play. */
  readonly isBroken: boolean;
}

/** A day that is no holiday anywhere we know of; only how it is said matters. */
const OPENS_IN_MS = 12 * 60 * 60_000;
const PROTOCOL = "261126-7K3Q9ZTY";

/** What the customer would see on this channel; the same function answers as in earnest. */
export function Simulator({ flow, inbox, language, isBroken }: SimulatorProps) {
  const t = useT();
  const [turns, setTurns] = useState<readonly RehearsedTurn[]>([]);
  const [typed, setTyped] = useState("");
  const [hours, setHours] = useState<"open" | "closed">("open");
  const now = Date.now();
  const answering: AnsweringHours =
    hours === "open"
      ? { open: true }
      : {
          open: false,
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          opensAt: now + OPENS_IN_MS,
        };
  const first: readonly RehearsedTurn[] = [{ text: t("attendant.sim.hello") }];
  const rehearsed = isBroken
    ? []
    : rehearseAttendant(flow, [...first, ...turns], {
        now,
        hours: answering,
        locale: language,
        tellsProtocol: inbox.tellsProtocol && tellsInWords(inbox.channel),
        protocol: PROTOCOL,
      });
  const last = rehearsed.at(-1);
  const isOver = last?.step.kind === "handed-over";
  const look = choicesLookOf(inbox);
  const say = (turn: RehearsedTurn) => setTurns([...turns, turn]);

  function send(event: FormEvent) {
    event.preventDefault();
    if (typed.trim() === "" || isOver) return;
    say({ text: typed.trim() });
    setTyped("");
  }

  return (
    <section aria-label={t("attendant.sim")} className="flex min-h-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="grow text-14s">
          {t("attendant.simOn", { channel: channelName(inbox.channel) })}
        </h2>
        <SegmentedControl
          label={t("attendant.sim.hours")}
          value={hours}
          segments={(["open", "closed"] as const).map((id) => ({
            id,
            label: t(`attendant.sim.hours.${id}`),
          }))}
          onChange={(next) => {
            setHours(next);
            setTurns([]);
          }}
        />
      </div>
      {isBroken ? (
        <Callout tone="warn">{t("attendant.sim.broken")}</Callout>
      ) : (
        <>
          <ol
            aria-live="polite"
            className="flex min-h-60 flex-col gap-2 rounded-pane border border-line bg-sunken p-3"
          >
            {rehearsed.map(({ turn, said, step, menuAnswer }, at) => {
              const isLast = at === rehearsed.length - 1;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: turns are what they are by their order
                <li key={at} className="flex flex-col gap-2">
                  {"kind" in turn ? (
                    <p className="self-center text-12 text-fg-2">{t("attendant.sim.silence")}</p>
                  ) : (
                    <p className="max-w-[85%] self-end rounded-bubble bg-accent px-3 py-2 text-14 text-on-accent wrap-anywhere">
                      {turn.text}
                    </p>
                  )}
                  {said !== undefined && (
                    <div className="flex max-w-[85%] flex-col gap-1.5 self-start">
                      <p className="rounded-bubble bg-raised px-3 py-2 text-14 whitespace-pre-wrap wrap-anywhere">
                        {writtenChoices(said.text, said.choices, look)}
                      </p>
                      <Choices
                        choices={said.choices}
                        look={look}
                        isDisabled={!isLast || isOver}
                        onChoose={({ id, title }) => say({ text: title, choiceId: id })}
                      />
                    </div>
                  )}
                  {step.kind === "handed-over" && (
                    <p className="self-center text-center text-12 text-fg-2">
                      {t("attendant.sim.handedOver", {
                        why: reasonText(step.because),
                        answer: menuAnswer?.length
                          ? menuAnswer.join(" › ")
                          : t("attendant.sim.noAnswer"),
                      })}
                    </p>
                  )}
                </li>
              );
            })}
          </ol>
          <form onSubmit={send} className="flex items-end gap-2">
            <TextField
              className="min-w-0 grow"
              label={t("attendant.sim.write")}
              isLabelHidden
              placeholder={t("attendant.sim.write")}
              autoComplete="off"
              isDisabled={isOver}
              value={typed}
              onChange={setTyped}
            />
            <IconButton
              type="submit"
              variant="secondary"
              label={t("attendant.sim.send")}
              icon={<SendHorizontal />}
              isDisabled={isOver}
            />
          </form>
          <div className="flex flex-wrap gap-1">
            <Button
              size="small"
              variant="ghost"
              icon={<RotateCcw />}
              isDisabled={turns.length === 0}
              onPress={() => setTurns([])}
            >
              {t("attendant.sim.again")}
            </Button>
            <Button
              size="small"
              variant="ghost"
              icon={<Timer />}
              isDisabled={isOver}
              onPress={() => say({ kind: "silence" })}
            >
              {t("attendant.sim.sayNothing")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
