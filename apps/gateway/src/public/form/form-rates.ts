import { RateLimiterMemory } from "rate-limiter-flexible";
import { secondsToWait } from "../../http/rate-wait.ts";

const WINDOW_SECONDS = 10 * 60;
/** Nobody has more to say to us in ten minutes; a family or an office is behind one address, too. */
const FORMS_PER_ADDRESS_MAX = 10;
/** Pages that came back for a mistake count here: a body is read only for so many. */
const SENDS_PER_ADDRESS_MAX = 60;
/** A form that so many send at once is under attack, or its company has a very bad day. */
const FORMS_PER_INBOX_MAX = 600;

/** How often forms are sent, counted in this process: enough to keep one sender from the others. */
export class FormRates {
  readonly #sends = limiter(SENDS_PER_ADDRESS_MAX);
  readonly #forms = limiter(FORMS_PER_ADDRESS_MAX);
  readonly #inboxes = limiter(FORMS_PER_INBOX_MAX);

  /** Before a body is read. @returns seconds to wait, or `undefined` to go on */
  async send(address: string): Promise<number | undefined> {
    return secondsToWait(this.#sends, address);
  }

  /** Before a form is taken. @returns seconds to wait, or `undefined` to go on */
  async form(address: string, inboxId: string): Promise<number | undefined> {
    return (
      (await secondsToWait(this.#forms, address)) ?? (await secondsToWait(this.#inboxes, inboxId))
    );
  }
}

function limiter(points: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
}
