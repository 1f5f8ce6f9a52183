import { uuidv7 } from "uuidv7";

/** A client id: UUIDv7, so that ids sort by the moment they were made. */
export const newId = (): string => uuidv7();
