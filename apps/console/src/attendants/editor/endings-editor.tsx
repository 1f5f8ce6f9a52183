import {
  ANSWER_WITHIN_RANGE_MS,
  type AttendantFlow,
  type AttendantLanguage,
  type FlowMistake,
  MISUNDERSTANDINGS_RANGE,
} from "@circuito/protocol/attendant-text";
import { Checkbox, NumberField, Select, Switch } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";
import { answersOf } from "../flow/flow-edit.ts";
import { mistakeAt } from "../flow/flow-mistakes.ts";
import { WordsField } from "./words-field.tsx";

interface EndingsEditorProps {
  readonly flow: AttendantFlow;
  readonly language: AttendantLanguage;
  readonly mistakes: readonly FlowMistake[];
  readonly onChange: (flow: AttendantFlow) => void;
}

const MINUTE_MS = 60_000;
/** A select has no empty ids. */
const PERSON = "person";

/** What is said while nobody is there. */
export function ClosedEditor({ flow, language, mistakes, onChange }: EndingsEditorProps) {
  const t = useT();
  const { closed, ...open } = flow;
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-14s">{t("attendant.closed")}</h2>
      <Switch
        isSelected={closed !== undefined}
        description={t("attendant.closedText")}
        onChange={(isOn) => onChange(isOn ? { ...open, closed: { words: {}, asks: true } } : open)}
      >
        {t("attendant.saysClosed")}
      </Switch>
      {closed !== undefined && (
        <>
          <WordsField
            label={t("attendant.closedWords")}
            description={t("attendant.opensText")}
            words={closed.words}
            language={language}
            fallback={flow.language}
            error={mistakeAt(mistakes, "closed")}
            onChange={(words) => onChange({ ...flow, closed: { ...closed, words } })}
          />
          <Checkbox
            isSelected={closed.asks}
            onChange={(asks) => onChange({ ...flow, closed: { ...closed, asks } })}
          >
            {t("attendant.asksClosed")}
          </Checkbox>
        </>
      )}
    </section>
  );
}

/** When people take over, and what is taken for the answer where none comes. */
export function HandOverEditor({ flow, language, mistakes, onChange }: EndingsEditorProps) {
  const t = useT();
  const { unanswered, ...rest } = flow;
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-14s">{t("attendant.handOver")}</h2>
      <WordsField
        label={t("attendant.handedOver")}
        words={flow.handedOver}
        language={language}
        fallback={flow.language}
        error={mistakeAt(mistakes, "handedOver")}
        onChange={(handedOver) => {
          const { handedOver: _before, ...others } = flow;
          const isEmpty = Object.keys(handedOver).length === 0;
          onChange(isEmpty ? others : { ...others, handedOver });
        }}
      />
      <div className="grid gap-3 min-[560px]:grid-cols-2">
        <NumberField
          label={t("attendant.misunderstandings")}
          minValue={MISUNDERSTANDINGS_RANGE.min}
          maxValue={MISUNDERSTANDINGS_RANGE.max}
          value={flow.misunderstandingsMax}
          error={mistakeAt(mistakes, "misunderstandingsMax")}
          onChange={(max) =>
            onChange({ ...flow, misunderstandingsMax: max ?? MISUNDERSTANDINGS_RANGE.min })
          }
        />
        <NumberField
          label={t("attendant.answerWithin")}
          unit={t("attendant.minutes")}
          minValue={1}
          maxValue={ANSWER_WITHIN_RANGE_MS.max / MINUTE_MS}
          value={Math.max(1, Math.round(flow.answerWithinMs / MINUTE_MS))}
          error={mistakeAt(mistakes, "answerWithinMs")}
          onChange={(minutes) => onChange({ ...flow, answerWithinMs: (minutes ?? 1) * MINUTE_MS })}
        />
      </div>
      <Select
        label={t("attendant.unanswered")}
        placeholder={t("attendant.unansweredPerson")}
        options={[
          { id: PERSON, label: t("attendant.unansweredPerson") },
          ...answersOf(flow).map(({ path, labels }) => ({
            id: path.join("/"),
            label: labels.join(" › "),
          })),
        ]}
        value={unanswered?.join("/") ?? PERSON}
        error={mistakeAt(mistakes, "unanswered")}
        onChange={(id) => onChange(id === PERSON ? rest : { ...rest, unanswered: id.split("/") })}
      />
    </section>
  );
}
