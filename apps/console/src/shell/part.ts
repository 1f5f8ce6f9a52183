import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { PartFailed } from "./part-failed.tsx";

/**
 * A part of a screen whose code comes when it is wanted. Where it cannot be had the part says so in its
 * place: React's own `lazy` would take the whole page down with it.
 */
export function part<Props>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() => onceOnline(load).catch(() => ({ default: PartFailed })));
}

/** Fetches ahead of need, so that it is here before the connection goes. */
export function prefetch(...loads: readonly (() => Promise<unknown>)[]): void {
  for (const load of loads) onceOnline(load).catch(() => {});
}

/** Between two tries to reach the server: nobody waits longer for a part than for the line itself. */
const TRY_AGAIN_MS = 250;

/**
 * Asks for code only while there is a network: browsers remember that a module could not be fetched,
 * and ask for it no more until the page is loaded anew. They also say that there is one a moment before
 * a request gets through; so something that may fail goes first.
 */
export async function onceOnline<T>(load: () => Promise<T>): Promise<T> {
  if (!navigator.onLine) {
    await new Promise((resolve) => addEventListener("online", resolve, { once: true }));
    while (!(await isServerReached())) {
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
  }
  return load();
}

const isServerReached = () =>
  fetch("/healthz", { method: "HEAD", cache: "no-store" }).then(
    () => true,
    () => false,
  );
