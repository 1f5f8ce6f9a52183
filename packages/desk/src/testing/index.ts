export * from "./scene.ts";
