export * from "./clock.ts";
export * from "./segments.ts";
export * from "./sla-policy.ts";
export * from "./standing.ts";
export { inOrder, type Place, type StoryEvent } from "./story.ts";
export * from "./tellings.ts";
