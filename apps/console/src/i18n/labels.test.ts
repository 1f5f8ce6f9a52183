import { addressText, previewText } from "./labels.ts";

test.each([
  ["tel:+5541999123388", "(41) 99912-3388"],
  // Accounts from before the ninth digit: shown as people know them.
  ["tel:+554199123388", "(41) 99912-3388"],
  ["tel:+554162345678", "(41) 96234-5678"],
  // A landline has eight digits and no second spelling.
  ["tel:+554133330000", "(41) 3333-0000"],
  ["tel:+12025550111", "+12025550111"],
  ["tel:+5508001234567", "+5508001234567"],
  ["mailto:ana@example.com", "ana@example.com"],
  ["wa-lid:112233445566778", "WhatsApp sem número"],
  ["wa-user:BR.1234567890", "WhatsApp sem número"],
  ["wa-group:120363000000000001", "Grupo do WhatsApp"],
  ["web:5f2c", "5f2c"],
  ["visitor:0190b6c2", "Visitante do site"],
  ["customer:0190b6c2/cliente-42", "cliente-42"],
  ["no scheme at all", "no scheme at all"],
])("%s is shown as %s", (address, shown) => {
  expect(addressText(address)).toBe(shown);
});

test.each([
  ["audio/ogg", "Áudio"],
  ["image/jpeg", "Imagem"],
  ["application/pdf", "Arquivo"],
  ["foto.png", "foto.png"],
  ["É application/pdf?", "É application/pdf?"],
])("the preview %j reads %j", (preview, shown) => {
  expect(previewText(preview)).toBe(shown);
});

test.each([
  ["audio/ogg", 42_300, "Áudio · 0:42"],
  ["recado.ogg", 3_725_000, "recado.ogg · 62:05"],
  ["audio/ogg", null, "Áudio"],
])("the preview %j of a recording of %j ms reads %j", (preview, lengthMs, shown) => {
  expect(previewText(preview, lengthMs)).toBe(shown);
});
