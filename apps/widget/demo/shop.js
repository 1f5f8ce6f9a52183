// Calls made before the chat has loaded wait in this stub.
window.Circuito ??= new Proxy(
  { q: [] },
  { get: (stub, name) => stub[name] ?? ((...args) => stub.q.push([name, args])) },
);

for (const button of document.querySelectorAll("[data-open-chat]")) {
  button.addEventListener("click", () => window.Circuito.open());
}
