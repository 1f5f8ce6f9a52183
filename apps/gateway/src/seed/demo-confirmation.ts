import { CONFIRMATION_DELAY_MS, CONFIRMATION_SILENCE_MS } from "@circuito/domain";
import { type Queryable, saveConfirmation } from "@circuito/store";

/** The demo asks everybody whether it is solved; an installation of its own asks nobody until told to. */
export async function saveDemoConfirmation(tx: Queryable, newId: () => string): Promise<void> {
  await saveConfirmation(tx, newId(), {
    enabled: true,
    delayMs: CONFIRMATION_DELAY_MS,
    silenceMs: CONFIRMATION_SILENCE_MS,
    words: {},
  });
}
