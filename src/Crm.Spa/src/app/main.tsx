import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/noto-sans-arabic/wght.css";
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./style.css";
import "./nonce";
import { createRoot } from "react-dom/client";
import { meQuery } from "@/api/me";
import { session } from "@/api/session";
import { startTexts } from "@/i18n";
import { App } from "./App";
import { queryClient } from "./queryClient";

// The server was given a newer app while this page was open: its parts have other names now.
window.addEventListener("vite:preloadError", () => location.reload());

// Whoever was signed in here most likely still is: what every screen needs is fetched while the texts are.
if (session.state() !== "signed-out") {
  void queryClient.prefetchQuery(meQuery);
  void import("./Shell");
}

// No await on the outermost level: what a screen's file takes from here would wait for it, and it for the screen.
void startTexts().then(() => createRoot(document.getElementById("root")!).render(<App />));
