import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Words } from "../words/pt.ts";
import { Icon } from "./icon.tsx";
import { Mark } from "./mark.tsx";
import { OptionsMenu } from "./options-menu.tsx";
import type { View } from "./view.ts";

export function Header({ view }: { view: View }): JSX.Element {
  const { words, state, embedded, actions } = view;
  const [menu, setMenu] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const header = box.current;
    if (!menu || !header) return;
    const outside = (event: Event): void => {
      if (event.target instanceof Node && !header.contains(event.target)) setMenu(false);
    };
    const leave = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      closeMenu();
    };
    document.addEventListener("pointerdown", outside);
    header.addEventListener("keydown", leave);
    return () => {
      document.removeEventListener("pointerdown", outside);
      header.removeEventListener("keydown", leave);
    };
  }, [menu]);
  const closeMenu = (): void => {
    setMenu(false);
    button.current?.focus();
  };
  const company = state.settings?.companyName ?? words.service;
  const { tone, text } = standing(view, words);
  return (
    <header ref={box}>
      <Mark logo={state.settings?.logo ?? null} company={company} />
      <div class="who">
        <h1>{company}</h1>
        <p class={`standing ${tone}`}>{text}</p>
      </div>
      <button
        ref={button}
        type="button"
        class="quiet"
        aria-label={words.more}
        title={words.more}
        aria-expanded={menu}
        aria-controls="options"
        onClick={() => setMenu(!menu)}
      >
        <Icon name="more" />
      </button>
      {embedded && (
        <button
          type="button"
          class="quiet"
          aria-label={words.close}
          title={words.close}
          onClick={actions.close}
        >
          <Icon name="close" />
        </button>
      )}
      <div id="options" hidden={!menu}>
        {menu && <OptionsMenu view={view} close={closeMenu} />}
      </div>
    </header>
  );
}

function standing({ state }: View, words: Words): { tone: "ok" | "off" | "wait"; text: string } {
  const { conversation, hours, refusal, settings } = state;
  if (refusal) return { tone: "off", text: words.refusedTitle };
  if (!settings) return { tone: "wait", text: words.connecting };
  if (state.link !== "online") return { tone: "wait", text: words.connecting };
  const isOver = conversation?.status === "resolved" || conversation?.status === "closed";
  if (isOver) return { tone: "off", text: words.ended };
  if (conversation?.agentName) return { tone: "ok", text: words.withAgent(conversation.agentName) };
  if (conversation?.queue) return { tone: "wait", text: words.waiting };
  return hours?.open === false
    ? { tone: "off", text: words.away }
    : { tone: "ok", text: words.online };
}
