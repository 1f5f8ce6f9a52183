import "./styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { applyPreferences } from "./workspace/preferences.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html lacks its root");

await applyPreferences();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
