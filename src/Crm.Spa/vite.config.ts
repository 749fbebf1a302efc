import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { compressed } from "./build/compressed.ts";

const server = process.env.CRM_SERVER ?? "http://localhost:8000";

/** Heavy and shared by many screens, but the first does without it. */
const LATE = /\/(@mantine\/dates|dayjs|libphonenumber-js)\/|\/src\/(ui\/DayField|features\/leads\/list\/Period)\.tsx$/;

export default defineConfig({
  cacheDir: ".vite",
  plugins: [react(), compressed()],
  resolve: { tsconfigPaths: true },
  server: {
    port: 5173,
    // The cookie of the sign-in belongs to the server's own origin: the app talks to the server through this one.
    proxy: Object.fromEntries(
      ["/api", "/openapi", "/docs", "/media"].map((path) => [path, { target: server, headers: { Origin: server } }]),
    ),
  },
  build: {
    target: "es2022",
    // An icon inlined as data: is refused by the content security policy of fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Browsers ask a server of HTTP/1.1 for six files at a time: few files, each of what is needed together.
          groups: [
            // What each of these needs is in its group too, unless one above has it: a group needs only those above it.
            { name: "start", test: /\/src\/(app\/main|features\/sign-in\/(Frame|SignIn))\.tsx$/, priority: 4 },
            { name: "shell", test: /\/src\/app\/Shell\.tsx$/, priority: 3 },
            { name: "charts", test: /\/@mantine\/charts\//, priority: 2 },
            { name: "kit", test: (id) => !LATE.test(id), minShareCount: 3, priority: 1 },
            { name: "dates", test: /\/@mantine\/dates\//, priority: 0 },
            { name: "numbers", test: /\/libphonenumber-js\//, priority: 0 },
          ],
        },
      },
    },
  },
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"] },
});
