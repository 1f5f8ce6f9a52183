import { goToSection } from "../../conversation/go-to-section.ts";

/** Focus goes to the step that is next, or to what may be begun, wherever that is shown. */
export const goToProcedures = (): void => goToSection("procedures");

/** Focus into the step that is next: its answer if it asks for one, else its first button. */
export function focusStep(within: HTMLElement | null): void {
  const form = within?.querySelector("[data-current-step]") ?? within;
  const control = form?.querySelector<HTMLElement>("input:checked, input, textarea, a, button");
  (control ?? within)?.focus();
}
