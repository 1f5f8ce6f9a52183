import type { Options } from "./options.ts";
import { createWidget, type Identity, type Widget } from "./widget.ts";

type Listener = (detail?: unknown) => void;
type Call = readonly [method: string, args: readonly unknown[]];

/** What `window.Circuito` offers once loaded. Every call may be repeated without harm. */
export interface CircuitoApi {
  /** Starts the chat of an inbox; done by itself when the script names one. */
  boot(options: Options): void;
  open(): void;
  close(): void;
  toggle(): void;
  /** Lets the host page vouch for a signed-in customer; asked anew for every connection. */
  identify(identity: Identity): void;
  logout(): void;
  /** Theme, locale, accent, and what the visitor would otherwise say about themselves. */
  set(change: Parameters<Widget["set"]>[0]): void;
  /** The visitor went to another page of a single-page site. */
  track(page?: string): void;
  /** `ready`, `open`, `close`, `unread`, `message`, `error`. @returns stops listening */
  on(event: string, listener: Listener): () => void;
  consent(given: boolean): void;
}

declare global {
  interface Window {
    /**
     * Before the script has loaded, pages may put this stub to collect calls:
     * `window.Circuito??=new Proxy({q:[]},{get:(t,k)=>t[k]??((...a)=>t.q.push([k,a]))})`
     */
    Circuito?: CircuitoApi & { readonly q?: readonly Call[]; readonly loaded?: true };
  }
}

function install(script: HTMLScriptElement & { readonly circuito?: Options }): void {
  const origin = new URL(script.src).origin;
  const listeners = new Map<string, Set<Listener>>();
  const queued = window.Circuito?.q ?? [];
  // What the gateway wrote before this code, and over it `data-inbox`, `data-locale`, `data-offset-x`, …
  let options: Options = { ...script.circuito, ...script.dataset };
  let consented = options.consent !== "wait";
  let widget: Widget | null = null;
  // Calls that came before there was a chat to take them.
  let pending: (() => void)[] = [];

  /** The chat's own method, called now or as soon as there is a chat. */
  const later =
    <K extends keyof Widget>(method: K) =>
    (...args: Parameters<Widget[K]>): void => {
      const call = (): void => Reflect.apply(widget?.[method] ?? start, widget, args);
      if (widget) call();
      else pending.push(call);
    };
  const start = (): void => {
    if (widget || !consented || !options.inbox) return;
    widget = createWidget(origin, options.inbox, options, (event, detail) => {
      for (const listener of listeners.get(event) ?? []) listener(detail);
    });
    for (const call of pending) call();
    pending = [];
  };

  const api: CircuitoApi = {
    boot: (given) => {
      options = { ...options, ...given };
      if (given.consent === "wait") consented = false;
      start();
    },
    open: later("open"),
    close: later("close"),
    toggle: later("toggle"),
    identify: later("identify"),
    logout: later("logout"),
    set: later("set"),
    track: later("track"),
    on: (event, listener) => {
      const heard = listeners.get(event) ?? new Set();
      listeners.set(event, heard.add(listener));
      return () => void heard.delete(listener);
    },
    consent: (given) => {
      consented = given;
      if (given) return start();
      widget?.remove();
      widget = null;
    },
  };
  window.Circuito = Object.assign(api, { loaded: true as const });
  for (const [method, args] of queued) {
    const call = (api as unknown as Record<string, ((...args: unknown[]) => void) | undefined>)[
      method
    ];
    call?.(...args);
  }
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
}

// A page that carries the script twice gets one chat. Asked with `in`: the stub has every name.
const script = document.currentScript;
if (script instanceof HTMLScriptElement && !("loaded" in (window.Circuito ?? {}))) install(script);
