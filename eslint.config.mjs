import robloxTs from "eslint-plugin-roblox-ts";
import simpleImportSort from "eslint-plugin-simple-import-sort";
import unusedImports from "eslint-plugin-unused-imports";
import tseslint from "typescript-eslint";

const typeScript = ["src/**/*.ts", "test/**/*.ts", "examples/**/*.ts"];

export default tseslint.config(
	{ ignores: ["**/node_modules", "**/out", "**/include"] },
	{ linterOptions: { reportUnusedDisableDirectives: "error" } },
	{
		files: typeScript,
		extends: [...tseslint.configs.recommended, robloxTs.configs.recommended],
		languageOptions: {
			parserOptions: {
				// One program for each part: `projectService` would look for one tsconfig upwards of each file only.
				projectService: false,
				project: [
					"tsconfig.json",
					"test/tsconfig.json",
					"test/types/tsconfig.json",
					"test/headless/tsconfig.json",
					"examples/*/tsconfig.json",
				],
				tsconfigRootDir: import.meta.dirname,
			},
		},
		plugins: { "simple-import-sort": simpleImportSort, "unused-imports": unusedImports },
		rules: {
			"simple-import-sort/imports": "error",
			"simple-import-sort/exports": "error",
			"unused-imports/no-unused-imports": "error",
			"@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
			"@typescript-eslint/no-explicit-any": "error",
			// An async test passes whatever it asserts, and a promise that nobody waits for hides its rejection.
			"@typescript-eslint/no-misused-promises": "error",
			"@typescript-eslint/no-floating-promises": "error",
			// Specs are `export =` modules and Luau tables are often built by mutation of a `const`.
			"@typescript-eslint/no-require-imports": "off",
		},
	},
	{
		// These speak the engine's own interface, and that returns several values.
		files: [
			"test/headless/**/*.ts",
			"test/bench/sessions/{fast-native,instant-stores}.ts",
			"src/testing/**/*.ts",
			"test/unit/testing/**/*.ts",
			"test/unit/engine/**/*.ts",
			"src/server/cloud/roblox-*.ts",
			"test/scenarios/support/**/*.ts",
		],
		rules: { "roblox-ts/no-user-defined-lua-tuple": "off" },
	},
	{
		// rbxtsc wants a typeRoot in the project's own folder; packages are installed once, above it.
		files: ["test/**/*.ts"],
		rules: { "roblox-ts/no-undeclared-scope": "off" },
	},
	{
		files: ["**/*.mjs"],
		plugins: { "simple-import-sort": simpleImportSort },
		rules: { "simple-import-sort/imports": "error" },
	},
);
