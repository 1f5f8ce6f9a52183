import type { ReactNode } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";

export interface UiProviderProps {
  /** BCP 47; the words inside primitives ("Dismiss", "Clear") and collation follow it. */
  readonly locale: string;
  /** Client-side navigation for links of the kit; without it they are plain links. */
  readonly navigate?: ((href: string) => void) | undefined;
  readonly children: ReactNode;
}

/** Wraps an app once: locale for the primitives, router for the links. */
export function UiProvider({ locale, navigate, children }: UiProviderProps) {
  const localized = <I18nProvider locale={locale}>{children}</I18nProvider>;
  return navigate ? <RouterProvider navigate={navigate}>{localized}</RouterProvider> : localized;
}
