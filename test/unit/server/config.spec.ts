/// <reference types="@rbxts/testez/globals" />
import { DEFAULT_CONFIG, resolveConfig } from "../../../src/server/config";

function complaintOf(given: object): string {
	const [ok, problem] = pcall(() => resolveConfig(given));
	return ok ? "" : tostring(problem);
}

function mentions(text: string, ...parts: ReadonlyArray<string>): boolean {
	return parts.every((part) => text.find(part, 1, true)[0] !== undefined);
}

export = () => {
	it("fills in what is not given", () => {
		const config = resolveConfig({ autosaveSeconds: 20 });
		expect(config.autosaveSeconds).to.equal(20);
		expect(config.takeOverSeconds).to.equal(DEFAULT_CONFIG.takeOverSeconds);
	});

	it("names the setting and its range when a value is out of it", () => {
		expect(mentions(complaintOf({ autosaveSeconds: 1 }), "autosaveSeconds", "from 5 to 300", "not 1")).to.equal(true);
		expect(mentions(complaintOf({ pollSeconds: "often" }), "pollSeconds", "not often")).to.equal(true);
		expect(mentions(complaintOf({ openSeconds: 0 / 0 }), "openSeconds")).to.equal(true);
	});

	it("refuses a setting that does not exist", () => {
		expect(mentions(complaintOf({ autoSaveSeconds: 30 }), "no setting named autoSaveSeconds")).to.equal(true);
	});

	it("refuses to give up an open before a crashed owner could be taken over", () => {
		expect(mentions(complaintOf({ openSeconds: 60 }), "openSeconds")).to.equal(true);
	});

	it("refuses to take over sooner than a live owner would show itself", () => {
		expect(mentions(complaintOf({ autosaveSeconds: 60, takeOverSeconds: 100 }), "takeOverSeconds")).to.equal(true);
	});
};
