/// <reference types="@rbxts/testez/globals" />
import { standOf, WiredClient, WiredGame, WiredGameOptions } from "./support/wired-game";

export = () => {
	let wired: WiredGame;
	let ann: WiredClient;

	const begin = (options: WiredGameOptions = {}) => {
		wired = new WiredGame(options);
		ann = wired.joinWith(12);
		wired.run(1);
	};

	afterEach(() => wired.stop());

	describe("a right guess", () => {
		it("stays in view while changes that were missed are caught up with", () => {
			begin();
			const told = ann.listen("coins");
			ann.isDeaf = true;
			for (const text of ["a", "b"]) {
				wired.session("12").set(["text"], text);
				wired.run();
			}
			ann.isDeaf = false;
			ann.state().mutate.tap();
			wired.run(2);
			expect(told.join(", ")).to.equal("101 predicted");
			expect(ann.state().getState()!.text).to.equal("b");
		});

		it("that says the same as one before it stays in view while the document comes anew", () => {
			begin({ config: { chunkBytes: 100 } });
			const told = ann.listen("volume");
			wired.session("12").set(["text"], string.rep("long ", 60));
			wired.run();
			ann.state().mutate.dial(0.75);
			ann.state().mutate.dial(0.75);
			wired.run(2);
			expect(told.join(", ")).to.equal("0.75 predicted");
		});

		it("stays in view where the document is hidden before what it has made has come", () => {
			begin({ config: { chunkBytes: 100 } });
			const told = ann.listen("coins");
			wired.session("12").set(["text"], string.rep("long ", 2000));
			wired.run(0.2);
			const tap = ann.state().mutate.tap();
			wired.run(0.2);
			expect(standOf(tap)).to.equal("confirmed");
			wired.hide(wired.session("12"), ann);
			wired.run(0.5);
			expect(told.join(", ")).to.equal("101 predicted");
		});
	});

	describe("a guess that nobody will do", () => {
		it("is taken back also where the document is hidden in the midst of a snapshot", () => {
			begin({ config: { chunkBytes: 100 } });
			wired.session("12").set(["text"], string.rep("long ", 2000));
			wired.run(0.2);
			const told = ann.listen("coins");
			const tap = ann.state().mutate.tap();
			wired.clearPost();
			wired.hide(wired.session("12"), ann);
			wired.run(0.5);
			expect(standOf(tap)).to.equal("rejected: closed The document is not shown any more.");
			expect(told.join(", ")).to.equal("101 predicted, 100 rejected");
		});
	});

	describe("a guess that gives way to the server", () => {
		it("does so where the server's change comes with a snapshot", () => {
			begin({ config: { chunkBytes: 100 } });
			const session = wired.session("12");
			session.update((draft) => draft.marks.set("k3", 0));
			wired.run(0.2);
			ann.state().mutate.setMark("k3", 5);
			wired.run();
			wired.clearPost();
			session.update((draft) => {
				draft.marks.set("k3", 9);
				draft.text = string.rep("long ", 100);
			});
			wired.run(0.5);
			expect(ann.state().getState()!.text.size()).to.equal(500);
			expect(ann.state().getState()!.marks.get("k3")).to.equal(9);
		});

		it("is told as taken back where the server has changed nothing", () => {
			begin();
			const session = wired.session("12");
			session.update((draft) => draft.marks.set("k", 1));
			wired.run(0.5);
			const told = ann.listen("coins");
			ann.state().mutate.markAndEarn("k", 2);
			wired.clearPost();
			session.update((draft) => draft.marks.set("k", 3));
			wired.run();
			expect(told.join(", ")).to.equal("101 predicted, 100 rejected");
		});
	});

	describe("a guess that stays whatever the server changes", () => {
		it("goes with what it was in", () => {
			begin();
			const session = wired.session("12");
			session.update((draft) => draft.pets.set("p", { name: "Rex", level: 3 }));
			wired.run(0.2);
			ann.state().mutate.namePet("p", "Max");
			expect(ann.state().getState()!.pets.get("p")!.name).to.equal("Max");
			wired.clearPost();
			session.update((draft) => draft.pets.delete("p"));
			wired.run();
			expect(ann.state().getState()!.pets.get("p")).to.equal(undefined);
		});
	});

	describe("a change", () => {
		it("of the server's is remote, also where something was confirmed that changes nothing", () => {
			begin();
			const told = ann.listen("coins");
			ann.state().setState(["volume"], 0.5);
			wired.run();
			wired.session("12").set(["coins"], 6);
			wired.run(0.5);
			expect(told.join(", ")).to.equal("6 remote");
		});

		it("that takes back what does not fit any more is told as that", () => {
			begin();
			const told = new Array<string>();
			ann.state().addChangeListener(["items"], (value, _before, why) => told.push(`${value?.size()} ${why}`));
			const bought = ann.state().mutate.buy("sword");
			wired.session("12").set(["coins"], 0);
			wired.run(0.5);
			expect(standOf(bought)).to.equal("rejected: refused Too few coins.");
			expect(told.join(", ")).to.equal("1 predicted, 0 rejected");
		});
	});
};
