import {
  mistakesInWebchat,
  newTokenSecret,
  webchatFormOf,
  webchatSettingsOf,
} from "./webchat-settings.ts";

const filled = {
  ...webchatFormOf({}),
  companyName: "Loja Ipê",
  allowedOrigins: "loja.com.br\nhttps://www.loja.com.br/inicio",
};

test("a new chat asks for a name and for a site", () => {
  expect(mistakesInWebchat(webchatFormOf({}))).toEqual({
    companyName: "required",
    allowedOrigins: "required",
  });
  expect(mistakesInWebchat(filled)).toEqual({});
});

test("sites are kept as origins, each once; what is left empty is as the widget has it", () => {
  const twice = { ...filled, allowedOrigins: `${filled.allowedOrigins}, loja.com.br` };
  expect(webchatSettingsOf(twice)).toEqual({
    companyName: "Loja Ipê",
    accentColor: "#5252d8",
    greeting: null,
    theme: "auto",
    position: "right",
    launcherText: null,
    allowedOrigins: ["https://loja.com.br", "https://www.loja.com.br"],
  });
});

test("a colour and a site that are none are told at their fields", () => {
  const wrong = { ...filled, accentColor: "verde", allowedOrigins: "*.loja.com.br" };
  expect(mistakesInWebchat(wrong)).toEqual({ accentColor: "format", allowedOrigins: "format" });
});

test("what the form does not show stays", () => {
  const before = { identityRequired: true, allowMissingOrigin: true, greeting: "Oi" };
  expect(webchatSettingsOf({ ...filled, greeting: "" }, before)).toMatchObject({
    identityRequired: true,
    allowMissingOrigin: true,
    greeting: null,
  });
});

test("what was saved is in the form as it was", () => {
  const saved = webchatSettingsOf({ ...filled, theme: "dark", position: "left" });
  expect(webchatSettingsOf(webchatFormOf(saved))).toEqual(saved);
});

test("a secret of ours is as long as the settings ask", () => {
  expect(newTokenSecret((bytes) => bytes.map((_, place) => place))).toHaveLength(44);
});
