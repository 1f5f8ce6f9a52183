import { widgetLook } from "./widget-look.ts";

test("what is as usual is left out, and nothing but the look is told", () => {
  expect(
    widgetLook("i", { accentColor: "#0f766e", theme: "auto", tokenSecret: "x", greeting: "Oi" }),
  ).toEqual({ inbox: "i", accent: "#0f766e" });
});

test("a look of its own is told whole", () => {
  expect(
    widgetLook("i", {
      accentColor: "#b4232c",
      theme: "dark",
      position: "left",
      launcherText: "Fale conosco",
    }),
  ).toEqual({
    inbox: "i",
    accent: "#b4232c",
    theme: "dark",
    position: "left",
    text: "Fale conosco",
  });
});

test("settings that make no sense are as usual", () => {
  expect(widgetLook("i", { accentColor: "red", position: "top" })).toEqual({ inbox: "i" });
});
