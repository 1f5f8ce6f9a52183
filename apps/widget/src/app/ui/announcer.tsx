import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Announcement } from "../choose-announcement.ts";
import type { View } from "./view.ts";

/** More arrivals than this within the window are counted instead of read out. */
const BURST_MAX = 3;
const BURST_WINDOW_MS = 5000;
/** Long enough for a screen reader to take it; then it is gone from the page. */
const SPOKEN_FOR_MS = 2000;
/** A link lost for less than this is not worth a word. */
const OFFLINE_AFTER_MS = 2000;
const TEXT_LENGTH_MAX = 200;

/** Says aloud what happens in the open chat. The transcript itself is silent: it would repeat itself. */
export function Announcer({ view }: { view: View }): JSX.Element {
  const { announcement, open, words } = view;
  const [said, setSaid] = useState({ turn: 0, text: "", urgent: false });
  const arrivals = useRef<number[]>([]);
  const lost = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = (text: string, urgent: boolean): void => {
    setSaid((before) => ({ turn: before.turn + 1, text, urgent }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid((before) => ({ ...before, text: "" })), SPOKEN_FOR_MS);
  };
  const sayArrived = ({ messages }: Announcement & { kind: "arrived" }): void => {
    const now = Date.now();
    const recent = arrivals.current.filter((at) => now - at < BURST_WINDOW_MS);
    arrivals.current = [...recent, ...messages.map(() => now)];
    const newest = messages.at(-1);
    const name = newest?.authorName ?? words.service;
    const count = arrivals.current.length;
    const titles = newest?.choices?.map(({ title }) => title) ?? [];
    const texts = messages.map((message) => message.text.slice(0, TEXT_LENGTH_MAX));
    if (titles.length > 0) texts.push(`${words.choose}: ${titles.join(", ")}`);
    say(count > BURST_MAX ? words.newFrom(count, name) : `${name}: ${texts.join(". ")}`, false);
  };

  // Once for each announcement, whatever else is drawn meanwhile.
  useEffect(() => {
    if (!announcement || !open) return;
    const { what } = announcement;
    switch (what.kind) {
      case "arrived":
        return sayArrived(what);
      case "not-sent":
        return say(words.notSent, true);
      case "offline": {
        const wait = setTimeout(() => {
          lost.current = true;
          say(words.offline, false);
        }, OFFLINE_AFTER_MS);
        return () => clearTimeout(wait);
      }
      case "online":
        if (lost.current) say(words.backOnline, false);
        lost.current = false;
    }
  }, [announcement?.id]);

  const polite = said.urgent ? "" : said.text;
  return (
    <>
      {/* Two nodes in turn, so that the same words twice are heard twice. */}
      <p class="sr" aria-live="polite">
        {said.turn % 2 === 0 && polite}
      </p>
      <p class="sr" aria-live="polite">
        {said.turn % 2 === 1 && polite}
      </p>
      <p class="sr" aria-live="assertive">
        {said.urgent && said.text}
      </p>
    </>
  );
}
