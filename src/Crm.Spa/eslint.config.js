import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config({ ignores: ["dist", ".vite", "src/api/schema.ts"] }, ...tseslint.configs.recommended, {
  files: ["src/**/*.{ts,tsx}"],
  plugins: { "react-hooks": hooks },
  rules: { ...hooks.configs.recommended.rules, "@typescript-eslint/consistent-type-imports": "error" },
});
