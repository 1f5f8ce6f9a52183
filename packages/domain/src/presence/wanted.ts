/** What somebody wants to get: `busy` is there and wants no more. Whether they can be reached is another thing. */
export type WantedPresence = "available" | "busy" | "away" | "offline";

/** Why somebody takes a break, in their own word. */
export type ChosenReason = "break" | "lunch" | "meeting" | "training" | "other";

/** Ours when we set it: offers missed in a row, no input for long, the shift is over, a day off began. */
export type SetReason = "missed-offers" | "idle" | "shift-over" | "planned-absence";

export type PresenceReason = ChosenReason | SetReason;
