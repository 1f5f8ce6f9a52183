import type { ChatPreChat } from "@circuito/protocol";
import {
  type AnswerMistake,
  formWords,
  maskDocument,
  maskPhone,
  preChatLabel,
  preChatLengthMax,
  readPreChat,
} from "@circuito/protocol/pre-chat-text";
import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Answers } from "../chat/state.ts";
import type { View } from "../ui/view.ts";
import { keepPreChatDraft, readPreChatDraft } from "./pre-chat-draft.ts";
import { mustAnswer } from "./pre-chat-now.ts";
import { PRE_CHAT_WORDS } from "./pre-chat-words.ts";

type Field = ChatPreChat["fields"][number];

/** What browsers fill in by themselves, and which keys a phone shows. */
const BEHAVIOURS: Readonly<
  Record<Exclude<Field["kind"], "choice">, { mode: "text" | "email" | "tel"; auto: string }>
> = {
  name: { mode: "text", auto: "name" },
  email: { mode: "email", auto: "email" },
  phone: { mode: "tel", auto: "tel" },
  document: { mode: "text", auto: "off" },
  text: { mode: "text", auto: "off" },
};

/** What a company asks before the first words. Whatever is typed or pasted is taken, and tidied after. */
export function PreChatForm({ view, form }: { view: View; form: ChatPreChat }): JSX.Element {
  const { locale, open, actions } = view;
  const words = PRE_CHAT_WORDS[locale];
  const id = useId();
  const box = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<Answers>(() => readPreChatDraft()?.typed ?? {});
  const [mistakes, setMistakes] = useState<Readonly<Record<string, AnswerMistake>>>({});
  const isNeeded = mustAnswer(form);
  useEffect(() => {
    // Without it there is nothing else to write in.
    if (open && isNeeded) focusOn(form.fields[0]?.key);
  }, [open, isNeeded]);
  useEffect(() => keepPreChatDraft({ typed, isDone: false }), [typed]);

  function focusOn(key: string | undefined): void {
    box.current?.querySelector<HTMLElement>(`[name="${key}"]`)?.focus();
  }
  const change = (key: string, value: string): void => setTyped({ ...typed, [key]: value });

  function submit(): void {
    const reading = readPreChat(form, typed, locale);
    if (reading.kind === "mistakes") {
      setMistakes(Object.fromEntries(reading.mistakes.map(({ key, because }) => [key, because])));
      focusOn(reading.mistakes[0]?.key);
      return;
    }
    actions.answer(answersIn(form, typed));
  }

  return (
    <form
      ref={box}
      class="intro"
      noValidate
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2 id={`${id}-title`}>{formWords(form.title, locale) ?? words.title}</h2>
      {!isNeeded && <p class="soft">{words.hint}</p>}
      {form.fields.map((field) => (
        <Question
          key={field.key}
          {...{ field, id, view }}
          value={typed[field.key] ?? ""}
          mistake={mistakes[field.key]}
          change={(value) => change(field.key, value)}
        />
      ))}
      <div class="buttons">
        {!isNeeded && (
          <button type="button" class="plain" onClick={() => actions.setIntroduction("done")}>
            {words.skip}
          </button>
        )}
        <button type="submit" class="primary">
          {words.begin}
        </button>
      </div>
    </form>
  );
}

function Question({
  field,
  id,
  view: { locale },
  value,
  mistake,
  change,
}: {
  field: Field;
  id: string;
  view: View;
  value: string;
  mistake: AnswerMistake | undefined;
  change: (value: string) => void;
}): JSX.Element {
  const words = PRE_CHAT_WORDS[locale];
  const { key, kind, required } = field;
  const hint = formWords(field.hint, locale);
  const described = [hint && `${id}-${key}-hint`, mistake && `${id}-${key}`].filter(Boolean);
  const shared = {
    id: `${id}-${key}-field`,
    name: key,
    value,
    "aria-required": required,
    "aria-invalid": mistake !== undefined,
    "aria-describedby": described.join(" ") || undefined,
  };
  return (
    <div class="question">
      <label for={`${id}-${key}-field`}>
        {preChatLabel(field, locale)}
        {!required && <span class="soft"> ({words.optional})</span>}
      </label>
      {kind === "choice" ? (
        <select {...shared} onChange={(event) => change(event.currentTarget.value)}>
          <option value="">{words.choose}</option>
          {field.options?.map((option) => (
            <option key={option.id} value={option.id}>
              {formWords(option.label, locale) ?? option.id}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          inputMode={BEHAVIOURS[kind].mode}
          autocomplete={BEHAVIOURS[kind].auto}
          maxLength={preChatLengthMax(kind)}
          onInput={(event) => change(event.currentTarget.value)}
          onBlur={(event) => change(tidy(kind, event.currentTarget.value))}
        />
      )}
      {hint && (
        <span class="soft" id={`${id}-${key}-hint`}>
          {hint}
        </span>
      )}
      {mistake && (
        <span class="problem" id={`${id}-${key}`}>
          {words.mistakes[mistake]}
        </span>
      )}
    </div>
  );
}

/** Nothing moves under whoever is typing: numbers get their points when the field is left. */
function tidy(kind: Field["kind"], value: string): string {
  if (kind === "phone") return maskPhone(value);
  return kind === "document" ? maskDocument(value) : value;
}

/** What the form asks, and something was answered to. */
function answersIn(form: ChatPreChat, typed: Answers): Answers {
  return Object.fromEntries(
    form.fields.flatMap(({ key, kind }) => {
      const value = tidy(kind, typed[key] ?? "").trim();
      return value === "" ? [] : [[key, value]];
    }),
  );
}
