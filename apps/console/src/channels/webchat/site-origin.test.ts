import { siteOrigin } from "./site-origin.ts";

test.each([
  ["https://www.loja.com.br", "https://www.loja.com.br"],
  ["https://www.loja.com.br/contato?de=1#form", "https://www.loja.com.br"],
  [" Loja.com.br ", "https://loja.com.br"],
  ["loja.com.br:8443/x", "https://loja.com.br:8443"],
  ["localhost:3000", "http://localhost:3000"],
  ["null", "null"],
])("%s means %s", (typed, origin) => {
  expect(siteOrigin(typed)).toBe(origin);
});

test.each([
  "",
  "minha loja",
  "https://*.loja.com.br",
  "ftp://loja.com.br",
  "file:///x",
  "https://",
])("%s is no site", (typed) => {
  expect(siteOrigin(typed)).toBeUndefined();
});
