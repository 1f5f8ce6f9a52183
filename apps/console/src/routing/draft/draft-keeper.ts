import type { RuleDraftView, RuleWarningView } from "@circuito/protocol";
import { createStore, type StoreApi } from "zustand/vanilla";
import { ApiError } from "../../api/request.ts";
import type { Rule } from "../rule/rule-view.ts";
import { unfinishedIn } from "./unfinished.ts";

/** How what is on the screen stands to what the server has. */
export type DraftState =
  | "saved"
  /** Changed, and sent in a moment. */
  | "changed"
  | "saving"
  /** Something has to be said first. */
  | "unfinished"
  /** The server found mistakes; each has its place. */
  | "refused"
  /** Somebody else saved meanwhile. */
  | "conflict"
  /** The network or the server failed; it may be tried again. */
  | "failed";

export interface KeptDraft {
  readonly rules: readonly Rule[];
  readonly state: DraftState;
  readonly token: string;
  readonly basedOn: number;
  readonly inForce: number;
  readonly editedBy: string | null;
  readonly editedAt: string | null;
  readonly warnings: readonly RuleWarningView[];
  /** What the server refused, by its place: `3.condition.patterns.0`. */
  readonly mistakes: ReadonlyMap<string, string>;
  /** Why saving failed. */
  readonly error: unknown;
  /** Of a conflict: what the other one saved. */
  readonly theirs: RuleDraftView | undefined;
}

/** What the keeper needs of the world. */
export interface DraftDoor {
  readonly load: () => Promise<RuleDraftView>;
  readonly save: (body: {
    readonly token: string;
    readonly nextToken: string;
    readonly rules: readonly Rule[];
  }) => Promise<RuleDraftView>;
  readonly newToken: () => string;
}

export interface DraftKeeper {
  readonly store: StoreApi<KeptDraft>;
  /** Takes another list; it is sent by {@link flush}, or a moment later by who listens. */
  readonly change: (rules: readonly Rule[]) => void;
  /** Sends what is not saved. @returns whether the server has what is on the screen */
  readonly flush: () => Promise<boolean>;
  /** Puts this in place of everything, as after a discard. */
  readonly take: (draft: RuleDraftView) => void;
  /** Of a conflict: what is on the screen replaces what the other one saved. */
  readonly keepMine: () => Promise<boolean>;
}

/** Holds the draft that somebody edits, and saves it change by change, each on what it was made from. */
export function createDraftKeeper(draft: RuleDraftView, door: DraftDoor): DraftKeeper {
  const store = createStore<KeptDraft>(() => heldOf(draft));
  let running: Promise<boolean> | undefined;
  /** What was sent and not answered: the same request again has the same answer. */
  let sent: Parameters<DraftDoor["save"]>[0] | undefined;

  function change(rules: readonly Rule[]): void {
    const isWhole = rules.every((rule) => unfinishedIn(rule).length === 0);
    store.setState(({ state }) => ({
      rules,
      state: state === "conflict" ? state : isWhole ? "changed" : "unfinished",
    }));
  }

  function flush(): Promise<boolean> {
    running ??= sendAll().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function sendAll(): Promise<boolean> {
    for (;;) {
      const { state, rules, token } = store.getState();
      if (state === "saved") return true;
      if (state === "conflict" || state === "unfinished") return false;
      store.setState({ state: "saving" });
      const lost = sent?.token === token && sent.rules === rules ? sent : undefined;
      sent = lost ?? { token, nextToken: door.newToken(), rules };
      try {
        const saved = await door.save(sent);
        sent = undefined;
        // Changed while it was on its way: what is on the screen stays, and goes next.
        const isNewer = store.getState().rules !== rules;
        const { rules: _same, state: _saved, ...facts } = heldOf(saved);
        store.setState({ ...facts, ...(isNewer ? {} : { state: "saved" }) });
        if (!isNewer) return true;
        change(store.getState().rules);
      } catch (error) {
        await fail(error);
        return false;
      }
    }
  }

  async function fail(error: unknown): Promise<void> {
    if (error instanceof ApiError && error.code === "invalid") {
      sent = undefined;
      store.setState({ state: "refused", mistakes: mistakesIn(error), error });
    } else if (error instanceof ApiError && error.code === "conflict") {
      sent = undefined;
      store.setState({ state: "conflict", theirs: await door.load(), error });
    } else {
      store.setState({ state: "failed", error });
    }
  }

  return {
    store,
    change,
    flush,
    take: (taken) => {
      sent = undefined;
      store.setState(heldOf(taken));
    },
    keepMine: () => {
      const { theirs, token, rules } = store.getState();
      store.setState({ token: theirs?.token ?? token, theirs: undefined, state: "changed" });
      change(rules);
      return flush();
    },
  };
}

function heldOf({ rules, ...draft }: RuleDraftView): KeptDraft {
  const { token, basedOn, inForce, editedBy, editedAt, warnings } = draft;
  return {
    ...{ rules, state: "saved", token, basedOn, inForce, editedBy, editedAt, warnings },
    ...{ mistakes: new Map(), error: undefined, theirs: undefined },
  };
}

/** The places as the draft has them: `body.rules.3.name` is `3.name`. */
function mistakesIn({ details, message }: ApiError): ReadonlyMap<string, string> {
  const issues = Array.isArray(details.issues) ? details.issues : [{ path: "", problem: message }];
  return new Map(
    issues.map((issue: Readonly<Record<string, unknown>>) => [
      String(issue.path ?? "").replace(/^body\.rules\.?/, ""),
      String(issue.problem ?? issue.message ?? message),
    ]),
  );
}
