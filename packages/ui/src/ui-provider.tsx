import { type ReactNode, useEffect } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { watchForRefusal } from "./refusal.ts";

export interface UiProviderProps {
  /** BCP 47; the words inside primitives ("Dismiss", "Clear") and collation follow it. */
  readonly locale: string;
  /** Client-side navigation for links of the kit; without it they are plain links. */
  readonly navigate?: ((href: string) => void) | undefined;
  readonly children: ReactNode;
}

/** Wraps an app once: locale for the primitives, router for the links, focus for forms that are refused. */
export function UiProvider({ locale, navigate, children }: UiProviderProps) {
  useEffect(() => {
    document.addEventListener("submit", onSubmit, true);
    return () => document.removeEventListener("submit", onSubmit, true);
  }, []);
  const localized = <I18nProvider locale={locale}>{children}</I18nProvider>;
  return navigate ? <RouterProvider navigate={navigate}>{localized}</RouterProvider> : localized;
}

function onSubmit({ target }: Event): void {
  if (target instanceof Element) watchForRefusal(target);
}
