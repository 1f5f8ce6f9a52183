/** What somebody wants to get: `busy` is there and wants no more. Whether they can be reached is another thing. */
export type WantedPresence = "available" | "busy" | "away" | "offline";

/** Breaks that have a name in every language of the console; an installation begins with all of them. */
export const USUAL_BREAKS = ["break", "lunch", "meeting", "training", "other"] as const;
export type UsualBreak = (typeof USUAL_BREAKS)[number];

/** A break that an admin named: what follows the colon is what people read. */
export type OwnBreak = `own:${string}`;

/** Why somebody takes a break, in their own word. */
export type ChosenReason = UsualBreak | OwnBreak;

/** Ours when we set it: offers missed in a row, no input for long, the shift is over, a day off began. */
export type SetReason = "missed-offers" | "idle" | "shift-over" | "planned-absence";

export type PresenceReason = ChosenReason | SetReason;
