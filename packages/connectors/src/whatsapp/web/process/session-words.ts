import type { LaunchOptions, WaCallName, WaCalls, WaEvent } from "../wa-session.ts";

/** What crosses to the process with the browser. */
export type ToChild =
  | { readonly kind: "launch"; readonly options: LaunchOptions }
  | {
      readonly kind: "call";
      readonly id: number;
      readonly name: WaCallName;
      readonly args: WaCalls[WaCallName]["args"];
    };

/** What comes back. */
export type FromChild =
  | { readonly kind: "event"; readonly event: WaEvent }
  | { readonly kind: "result"; readonly id: number; readonly result: unknown }
  | { readonly kind: "refused"; readonly id: number; readonly message: string };
