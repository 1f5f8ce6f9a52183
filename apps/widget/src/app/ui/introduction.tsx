import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { checkProfile, type ProfileField, type ProfileProblem } from "../check-profile.ts";
import { PreChat } from "../pre-chat/pre-chat.tsx";
import { preChatNow } from "../pre-chat/pre-chat-now.ts";
import type { View } from "./view.ts";

const FIELDS: readonly (readonly [ProfileField, "text" | "email" | "tel", string])[] = [
  ["name", "text", "name"],
  ["email", "email", "email"],
  ["phone", "tel", "tel"],
];

/** How long the thanks stay. */
const SAVED_SHOWN_MS = 4000;

/** The visitor's chance to say who they are. Never a condition: the composer stays open below. */
export function Introduction({
  view,
  isEmpty,
}: {
  view: View;
  isEmpty: boolean;
}): JSX.Element | null {
  const { introduction, state, words, actions } = view;
  useEffect(() => {
    if (introduction !== "saved") return;
    const timer = setTimeout(() => actions.setIntroduction("done"), SAVED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [introduction, actions]);
  const form = preChatNow(state, introduction);
  if (form) return <PreChat view={view} form={form} />;
  if (introduction === "answered") {
    return isEmpty ? (
      <p class="divider" role="status">
        {words.answered}
      </p>
    ) : null;
  }
  if (introduction === "saved") {
    return (
      <p class="divider" role="status">
        {words.saved}
      </p>
    );
  }
  const isOffered = introduction === "offered" && isEmpty && state.settings !== null;
  return isOffered || introduction === "asked" ? <Form view={view} /> : null;
}

function Form({ view }: { view: View }): JSX.Element {
  const { words, chat, introduction, actions } = view;
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState({ name: "", email: "", phone: "" });
  const [problems, setProblems] = useState<Partial<Record<ProfileField, ProfileProblem>>>({});
  const [isNotSaved, setNotSaved] = useState(false);
  const isAsked = introduction === "asked";
  useEffect(() => {
    if (isAsked) form.current?.querySelector("input")?.focus();
  }, [isAsked]);
  const leave = (): void => actions.setIntroduction("done");

  const submit = async (): Promise<void> => {
    const checked = checkProfile(typed);
    setProblems(checked.kind === "bad" ? checked.problems : {});
    if (checked.kind === "bad") {
      const first = FIELDS.find(([field]) => checked.problems[field]);
      if (first) form.current?.querySelector<HTMLInputElement>(`[name=${first[0]}]`)?.focus();
      return;
    }
    const ack = await chat.introduce(checked.profile);
    if (ack?.ok) actions.setIntroduction("saved");
    else setNotSaved(true);
  };

  return (
    <form
      ref={form}
      class="intro"
      noValidate
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 id={`${id}-title`}>{words.introTitle}</h2>
      <p class="soft">{words.introHint}</p>
      {FIELDS.map(([field, type, autocomplete]) => {
        const problem = problems[field];
        return (
          <label key={field}>
            {words[field]}
            <input
              inputMode={type}
              name={field}
              autocomplete={autocomplete}
              value={typed[field]}
              aria-invalid={problem !== undefined}
              aria-describedby={problem ? `${id}-${field}` : undefined}
              onInput={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })}
            />
            {problem && (
              <span class="problem" id={`${id}-${field}`}>
                {words[problem]}
              </span>
            )}
          </label>
        );
      })}
      {isNotSaved && (
        <p class="problem" role="alert">
          {words.notSaved}
        </p>
      )}
      <div class="buttons">
        <button type="button" class="plain" onClick={leave}>
          {isAsked ? words.cancel : words.skip}
        </button>
        <button type="submit" class="primary">
          {words.save}
        </button>
      </div>
    </form>
  );
}
