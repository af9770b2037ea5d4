/** `npm run build`: compiles the package into `out/`. */
import { buildPackage } from "./build/targets.mjs";
import { runMain } from "./toolchain/user-error.mjs";

await runMain(async () => {
	buildPackage();
	console.log("built out/");
	return 0;
});
