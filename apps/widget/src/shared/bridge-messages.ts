/** Look the host page may choose; what it leaves out comes from the inbox's settings. */
export type Theme = "auto" | "light" | "dark";

/** What a visitor may say about themselves, or the host page for them. Self-declared, never proof. */
export interface Profile {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  /** The invitation on the page that they followed: id of its rule. */
  readonly invitation?: string;
}

/** Loader → frame. The frame takes them from its parent window only. */
export type ToFrame =
  | {
      readonly t: "init";
      /** The loader's copy of the visitor token, for browsers that block storage in frames. */
      readonly token: string | null;
      readonly locale: string;
      readonly theme: Theme;
      readonly accent: string | null;
      readonly page: string;
      readonly open: boolean;
      /** The host page can vouch for its visitor: ask for a JWT before connecting. */
      readonly identifies: boolean;
    }
  | { readonly t: "open" }
  | { readonly t: "closed" }
  | {
      readonly t: "set";
      readonly theme?: Theme | undefined;
      readonly locale?: string | undefined;
      readonly accent?: string | undefined;
    }
  | { readonly t: "introduce"; readonly profile: Profile }
  | { readonly t: "page"; readonly page: string }
  | { readonly t: "identify" }
  | { readonly t: "identity"; readonly jwt: string | null }
  | { readonly t: "logout" };

/** Frame → loader. All but the contentless `ready` go to the exact origin that sent `init`. */
export type ToHost =
  | { readonly t: "ready" }
  | { readonly t: "close" }
  | { readonly t: "unread"; readonly count: number }
  | { readonly t: "token"; readonly token: string | null }
  | { readonly t: "look"; readonly accent: string }
  | { readonly t: "message"; readonly from: "agent" | "customer" | "system" }
  | { readonly t: "identify" };

/** Marks our messages among all the others a page's windows exchange. */
export function seal<T extends ToFrame | ToHost>(message: T): T & { circuito: 1 } {
  return { circuito: 1, ...message };
}

/** What a window sent, if it looks like one of ours; who sent it is for the caller to check. */
export function unseal<T extends ToFrame | ToHost>(data: unknown): T | null {
  if (typeof data !== "object" || data === null) return null;
  if (!("circuito" in data) || data.circuito !== 1 || !("t" in data)) return null;
  return data as unknown as T;
}
