import type { Finding } from "@circuito/domain";
import type { StoredInbox } from "@circuito/store";
import type { DoctorRun } from "./doctor-parts.ts";

/** A row of the doctor's table. What is seen is judged by the domain; here it is only seen. */
export type Check =
  | {
      readonly of: "installation";
      /** The longest that anybody waits for it; what is not seen by then gave no answer. */
      readonly limitMs: number;
      look(run: DoctorRun, signal: AbortSignal): Promise<Finding>;
    }
  | {
      readonly of: "inbox";
      readonly limitMs: number;
      isFor(inbox: StoredInbox): boolean;
      look(run: DoctorRun, inbox: StoredInbox, signal: AbortSignal): Promise<Finding>;
    };
