export * from "./address.ts";
export * from "./channel.ts";
export * from "./element.ts";
export * from "./ids.ts";
