import { LOGO_BYTES_MAX } from "@circuito/protocol/look-text";
import { chooseLogo, logoSettingOf } from "./logo-draft.ts";
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

test("a picture that was kept stands in the form by its address; what is saved of it is apart", async () => {
  const logo = { digest: "ab", type: "image/png", width: 40, height: 40, alt: "Ipê" };
  const form = webchatFormOf({ logo }, "inbox-1");
  expect(form.logo).toEqual({ src: "/widget/v1/inbox-1/logo/ab", alt: "Ipê" });
  expect(webchatSettingsOf(form, { logo })).not.toHaveProperty("logo");
  expect(await logoSettingOf({ src: form.logo?.src ?? "", alt: " Loja " }, logo)).toEqual({
    logo: { ...logo, alt: "Loja" },
  });
  expect(await logoSettingOf(null, logo)).toEqual({});
});

test("a chosen file is judged by its bytes", async () => {
  const svg = new Blob(["<svg/>"], { type: "image/png" });
  expect(await chooseLogo(svg)).toEqual({ kind: "refused", because: "no-picture" });
  expect(await chooseLogo(new Blob([new Uint8Array(LOGO_BYTES_MAX + 1)]))).toEqual({
    kind: "refused",
    because: "too-large",
  });
});

test("a secret of ours is as long as the settings ask", () => {
  expect(newTokenSecret((bytes) => bytes.map((_, place) => place))).toHaveLength(44);
});
