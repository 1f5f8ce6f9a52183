/**
 * The process with the browser: whatsapp-web.js and everything that it does wrong stay in here. It ends
 * with its parent, and the browser, which hangs on a pipe of ours, ends with it (traps 4, 5, 7, 9).
 */
import type { FromChild, ToChild } from "../process/session-words.ts";
import type { LostBecause, WaEvent } from "../wa-session.ts";
import { describeError } from "./describe-error.ts";
import { openLibrary } from "./open-library.ts";

/** A page that does not close in this time is killed with us. */
const CLOSE_MAX_MS = 3_000;

const say = (message: FromChild): void => {
  if (process.connected) process.send?.(message);
};
const tell = (event: WaEvent): void => say({ kind: "event", event });
const lose = (because: LostBecause) => (error: unknown) =>
  tell({ kind: "lost", because, detail: describeError(error) });

// Rejections of the library may be strings; the session that they come from is this one (trap 5).
process.on("unhandledRejection", lose("library-failed"));
process.on("uncaughtException", lose("library-failed"));
// A Ctrl-C in the terminal goes to everybody in it; when to end, the parent says.
process.on("SIGINT", () => {});

const library = openLibrary(tell);

async function end(): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, CLOSE_MAX_MS));
  await Promise.race([library.close().catch(() => {}), late]);
  process.exit(0);
}
process.on("SIGTERM", () => void end());
process.on("disconnect", () => void end());

process.on("message", (message) => {
  // Our own code on the other side says only what session-words.ts has.
  const word = message as ToChild;
  if (word.kind === "launch") {
    library.launch(word.options).catch(lose("could-not-launch"));
    return;
  }
  const { id, name, args } = word;
  library.call(name, args).then(
    (result) => say({ kind: "result", id, result }),
    (error: unknown) => say({ kind: "refused", id, message: describeError(error) }),
  );
});
