// Lighthouse on the built app as a running server serves it: the sign-in and, signed in, the first screens. Exits 1 below the goal.
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";
import puppeteer from "puppeteer-core";

const GOAL = 0.95;
const RUNS = 5;
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const PAGES = process.env.CRM_PAGES?.split(",") ?? [
  "/sign-in",
  "/",
  "/leads",
  "/integrations",
  "/social",
  "/settings/api-access",
];

const server = process.env.CRM_SERVER ?? "http://localhost:8000";
const email = process.env.CRM_EMAIL ?? "demo@crm.example";
const password = process.env.CRM_PASSWORD ?? "demo-Parola-2026";
const chromePath = process.env.CHROME_PATH ?? "/usr/bin/chromium";

const chrome = await launch({
  chromePath,
  // Without tabs and buttons: where there is no graphics card, the processor that is measured would draw these too.
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--kiosk"],
});
let isBelow = false;
let isSignedIn = false;
try {
  for (const path of PAGES) {
    if (path !== "/sign-in" && !isSignedIn) {
      await signIn();
      isSignedIn = true;
    }
    // The first visit, which is not counted, is the server's: what it answers with is compiled then.
    await measure(path);
    const runs = [];
    for (let run = 0; run < RUNS; run++) {
      runs.push(await measure(path));
    }
    // A browser shares the machine with the server that it measures: the middle one of several, as Lighthouse advises.
    const score = (result) => result.lhr.categories.performance.score;
    const result = runs.toSorted((one, other) => score(one) - score(other))[Math.floor(RUNS / 2)];
    const scores = CATEGORIES.map((category) => result.lhr.categories[category].score);
    isBelow ||= scores[0] < GOAL || scores[1] < GOAL;
    const audit = (name) => result.lhr.audits[name].displayValue ?? "";
    console.log(
      `${path.padEnd(22)} ${CATEGORIES.map((category, index) => `${category} ${Math.round(scores[index] * 100)}`).join("  ")}` +
        `  LCP ${audit("largest-contentful-paint")}  TBT ${audit("total-blocking-time")}  CLS ${audit("cumulative-layout-shift")}`,
    );
    for (const ref of result.lhr.categories.accessibility.auditRefs) {
      const found = result.lhr.audits[ref.id];
      if (found.score === 0) {
        console.log(`  ${found.title}`);
      }
    }
  }
} finally {
  await chrome.kill();
}
process.exitCode = isBelow ? 1 : 0;

async function signIn() {
  const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${chrome.port}`, defaultViewport: null });
  const page = await browser.newPage();
  await page.goto(`${server}/sign-in`);
  await page.waitForSelector("input[type=email]");
  await page.type("input[type=email]", email);
  await page.type("input[type=password]", password);
  await page.click("button[type=submit]");
  await page.waitForFunction(() => location.pathname !== "/sign-in");
  await page.close();
  await browser.disconnect();
}

function measure(path) {
  return lighthouse(
    server + path,
    {
      port: chrome.port,
      onlyCategories: CATEGORIES,
      logLevel: "error",
      // The event stream keeps the network busy for ever, so that there is no idle moment to wait for.
      maxWaitForLoad: 10_000,
      // A cold cache, but the cookie of the sign-in stays.
      clearStorageTypes: ["file_systems", "shader_cache", "service_workers", "cache_storage"],
    },
    desktopConfig,
  );
}
