import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/noto-sans-arabic/wght.css";
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./style.css";
import "./nonce";
import { startTransition } from "react";
import { createRoot } from "react-dom/client";
import { meQuery } from "@/api/me";
import { session } from "@/api/session";
import { startTexts } from "@/i18n";
import { preferredLanguage } from "@/i18n/languages";
import { App } from "./App";
import { startFonts } from "./fonts";
import { router } from "./router";
import { queryClient } from "./queryClient";

const RELOADED_AT = "crm.reloaded-at";
const RELOAD_PAUSE_MS = 60_000;

// The server was given a newer app while this page was open: its parts have other names now. Only where somebody goes there, not
// where they merely point; and once, lest a part that is broken reload the page for ever: the screen says then that it failed.
window.addEventListener("vite:preloadError", () => {
  const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
  const isWanted = router.state.status === "pending" && navigator.onLine;
  if (isWanted && Date.now() - last > RELOAD_PAUSE_MS) {
    sessionStorage.setItem(RELOADED_AT, String(Date.now()));
    location.reload();
  }
});

startFonts(preferredLanguage());

// Whoever was signed in here most likely still is: what the screen needs is fetched while the server is asked whether they are.
if (session.state() !== "signed-out") {
  void queryClient.prefetchQuery(meQuery);
  const [routes] = router.getMatchedRoutes(router.latestLocation.pathname);
  for (const route of routes) {
    void router.loadRouteChunk(route);
  }
}

// No await on the outermost level: what a screen's file takes from here would wait for it, and it for the screen.
void start();

async function start() {
  await Promise.all([startTexts(), router.load()]);
  // With all its parts at hand, and as a transition: the browser may draw and answer in between.
  startTransition(() => createRoot(document.getElementById("root")!).render(<App />));
}
