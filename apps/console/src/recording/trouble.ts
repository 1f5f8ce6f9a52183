/** Why nothing was recorded. */
export type Trouble = "no-support" | "no-microphone" | "refused" | "busy" | "empty";

/**
 * What a browser means by refusing a microphone.
 * Source: W3C Media Capture and Streams, getUserMedia.
 */
export function troubleOf(error: unknown): Trouble {
  switch (typeof error === "object" && error !== null && "name" in error ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "refused";
    case "NotFoundError":
    case "OverconstrainedError":
      return "no-microphone";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "no-support";
  }
}
