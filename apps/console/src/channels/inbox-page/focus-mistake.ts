/** To the first field that is not taken, once its mistake is drawn: who sent the form goes on there. */
export function focusMistake(form: EventTarget | null): void {
  if (!(form instanceof HTMLElement)) return;
  requestAnimationFrame(() => {
    form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}
