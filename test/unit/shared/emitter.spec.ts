/// <reference types="@rbxts/testez/globals" />
import { Emitter } from "../../../src/shared/emitter";

export = () => {
	it("calls its listeners in the order in which they came, with the same tables", () => {
		const emitter = new Emitter<[value: object]>();
		const heard = new Array<[string, object]>();
		emitter.subscribe((value) => heard.push(["first", value]));
		emitter.subscribe((value) => heard.push(["second", value]));
		const value = {};
		emitter.emit(value);
		expect(heard.map(([who]) => who).join(",")).to.equal("first,second");
		expect(heard.every(([, what]) => what === value)).to.equal(true);
	});

	it("ends one subscription and not another of the same function", () => {
		const emitter = new Emitter<[]>();
		let count = 0;
		const listener = () => {
			count += 1;
		};
		const unsubscribe = emitter.subscribe(listener);
		emitter.subscribe(listener);
		unsubscribe();
		unsubscribe();
		emitter.emit();
		expect(count).to.equal(1);
	});

	it("does not hear what a listener subscribes during an event until the next one", () => {
		const emitter = new Emitter<[]>();
		let count = 0;
		emitter.subscribe(() => {
			emitter.subscribe(() => {
				count += 1;
			});
		});
		emitter.emit();
		expect(count).to.equal(0);
		emitter.emit();
		expect(count).to.equal(1);
	});

	it("goes on to the next listener while one waits", () => {
		const emitter = new Emitter<[]>();
		const heard = new Array<string>();
		emitter.subscribe(() => {
			task.wait(0.05);
			heard.push("slow");
		});
		emitter.subscribe(() => heard.push("quick"));
		emitter.emit();
		expect(heard.join(",")).to.equal("quick");
		task.wait(0.2);
		expect(heard.join(",")).to.equal("quick,slow");
	});

	it("does not tell a listener that one before it has ended", () => {
		const emitter = new Emitter<[]>();
		let count = 0;
		let stop = () => {};
		emitter.subscribe(() => stop());
		stop = emitter.subscribe(() => (count += 1));
		emitter.emit();
		expect(count).to.equal(0);
	});
};
