/// <reference types="@rbxts/testez/globals" />
import { CONFIG_RANGES, DataManagerConfig, DEFAULT_CONFIG } from "../../../src/server";
import { resolveConfig } from "../../../src/server/config";

export = () => {
	const problemOf = (given: unknown) => {
		const [ok, problem] = pcall(() => resolveConfig(given as Partial<DataManagerConfig>));
		return ok ? "" : tostring(problem);
	};
	const saysOf = (given: unknown, text: string) => problemOf(given).find(text, 1, true)[0] !== undefined;

	it("takes the defaults for what is not given", () => {
		const config = resolveConfig({ autosaveSeconds: 300 });
		expect(config.autosaveSeconds).to.equal(300);
		expect(config.heartbeatSeconds).to.equal(DEFAULT_CONFIG.heartbeatSeconds);
	});

	it("names the key and the range of a value that is wrong, for every setting", () => {
		for (const [key, [low, high]] of pairs(CONFIG_RANGES)) {
			for (const wrong of [low - 0.1, high + 0.1, "5", 0 / 0, math.huge]) {
				expect(saysOf({ [key]: wrong }, `${key} takes a number from ${low} to ${high}`)).to.equal(true);
			}
			expect(DEFAULT_CONFIG[key] >= low && DEFAULT_CONFIG[key] <= high).to.equal(true);
		}
	});

	it("refuses a setting that does not exist", () => {
		expect(saysOf({ autosave: 5 }, "there is no setting named autosave")).to.equal(true);
	});

	it("refuses settings under which a live owner could be taken for dead", () => {
		expect(saysOf({ aliveSeconds: 8 }, "aliveSeconds")).to.equal(true);
		expect(saysOf({ deadOwnerSeconds: 12 }, "deadOwnerSeconds")).to.equal(true);
		expect(saysOf({ uncertainOwnerSeconds: 30, suspectTouchSeconds: 11 }, "uncertainOwnerSeconds")).to.equal(true);
	});
};
