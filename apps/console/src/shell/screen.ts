import { type AsyncRouteComponent, lazyRouteComponent } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { learn, type Part } from "../i18n/translate.ts";
import { onceOnline } from "./part.ts";

/**
 * A screen that is fetched when somebody goes there, together with the words that only it says.
 * @param name of the component in its module
 */
export function screen<Module extends object>(
  load: () => Promise<Module>,
  // Only its keys are looked at: what a screen draws may ask the router for types of its own.
  name: keyof Module & string,
  ...parts: readonly Part[]
): AsyncRouteComponent<object> {
  return lazyRouteComponent(async () => {
    const [module] = await onceOnline(() => Promise.all([load(), ...parts.map(learn)]));
    return module as Readonly<Record<string, ComponentType>>;
  }, name);
}
