/// <reference types="@rbxts/testez/globals" />
import { createElement, Fragment, ReactNode, useLayoutEffect } from "@rbxts/react";
import { createRoot, Root } from "@rbxts/react-roblox";

import { useHoldfast } from "../../../src/react";
import { createShownState } from "./shown-state";

/** React renders in threads of its own, some frames long. */
const SETTLE_SECONDS = 0.3;

export = () => {
	let root: Root;
	let folder: Folder;
	let world: ReturnType<typeof createShownState>;
	let renders: Array<string>;

	beforeEach(() => {
		folder = new Instance("Folder");
		root = createRoot(folder);
		world = createShownState();
		renders = [];
	});

	afterEach(() => {
		root.unmount();
		settle();
	});

	function settle(): void {
		task.wait(SETTLE_SECONDS);
	}

	function show(node: ReactNode): void {
		root.render(node);
		settle();
	}

	/** What it has rendered since it was asked last. */
	function news(): string {
		const news = renders.join(" ");
		renders.clear();
		return news;
	}

	function Coins(): ReactNode {
		const coins = useHoldfast(world.state, (view) => view.coins);
		renders.push(tostring(coins));
		return createElement("IntValue", { Value: coins ?? -1 });
	}

	it("a component shows nothing before the state has arrived, and then what was selected", () => {
		show(createElement(Coins));
		expect(news()).to.equal("nil");
		world.server.show({ coins: 5, title: "new" });
		settle();
		expect(news()).to.equal("5");
		expect((folder.FindFirstChildWhichIsA("IntValue", true) as IntValue).Value).to.equal(5);
	});

	it("a component shows a guess, and its correction, and a right guess once", () => {
		world.server.show({ coins: 5, title: "new" });
		show(createElement(Coins));
		world.state.mutate.earn(3);
		settle();
		world.server.hear();
		world.server.refuse("No.");
		settle();
		expect(news()).to.equal("5 8 5");
		world.state.mutate.earn(1);
		settle();
		world.server.hear();
		world.server.change({ coins: 6, title: "new" }, 1);
		settle();
		expect(news()).to.equal("6");
	});

	it("a component does not render for what its selector does not see", () => {
		world.server.show({ coins: 5, title: "new" });
		show(createElement(Coins));
		news();
		world.server.change({ coins: 5, title: "old" });
		settle();
		expect(news()).to.equal("");
	});

	it("a component keeps the reference it has while isEqual says that the value is the same", () => {
		world.server.show({ coins: 5, title: "new" });
		const seen = new Set<unknown>();
		const Tens = () => {
			const tens = useHoldfast(
				world.state,
				(view) => ({ tens: math.floor(view.coins / 10) }),
				(left, right) => left.tens === right.tens,
			);
			seen.add(tens);
			renders.push(tostring(tens?.tens));
			return undefined;
		};
		show(createElement(Tens));
		world.server.change({ coins: 7, title: "new" });
		settle();
		expect(news()).to.equal("0");
		show(createElement(Tens));
		expect(seen.size()).to.equal(1);
		world.server.change({ coins: 17, title: "new" });
		settle();
		expect(news()).to.equal("0 1");
	});

	it("a component without a selector is told of the whole view", () => {
		world.server.show({ coins: 5, title: "new" });
		const Whole = () => {
			const view = useHoldfast(world.state);
			renders.push(`${view?.title} ${view?.coins}`);
			return undefined;
		};
		show(createElement(Whole));
		world.state.mutate.rename("old");
		settle();
		expect(news()).to.equal("new 5 old 5");
	});

	it("a component that is given another state or selector answers for that one", () => {
		const other = createShownState();
		world.server.show({ coins: 5, title: "new" });
		other.server.show({ coins: 70, title: "other" });
		const Any = (props: { state: typeof world.state; isTitle: boolean }) => {
			const told = useHoldfast(props.state, (view) => (props.isTitle ? view.title : tostring(view.coins)));
			renders.push(told!);
			return undefined;
		};
		show(createElement(Any, { state: world.state, isTitle: false }));
		show(createElement(Any, { state: world.state, isTitle: true }));
		show(createElement(Any, { state: other.state, isTitle: false }));
		expect(news()).to.equal("5 new 70");
		world.server.change({ coins: 6, title: "old" });
		settle();
		expect(news()).to.equal("");
		other.server.change({ coins: 71, title: "other" });
		settle();
		expect(news()).to.equal("71");
	});

	it("a change between rendering and the end of the same commit is shown at once, the same everywhere", () => {
		world.server.show({ coins: 5, title: "new" });
		const Meddler = () => {
			useLayoutEffect(() => world.server.change({ coins: 6, title: "new" }), []);
			return undefined;
		};
		const frames = new Array<string>();
		show(createElement(Fragment, undefined, createElement(Coins), createElement(Meddler), createElement(Coins)));
		for (const child of folder.GetDescendants()) if (child.IsA("IntValue")) frames.push(tostring(child.Value));
		expect(frames.join(" ")).to.equal("6 6");
		expect(news()).to.equal("5 5 6 6");
	});

	it("a component that is gone is told nothing more", () => {
		world.server.show({ coins: 5, title: "new" });
		let asked = 0;
		const Counted = () => {
			useHoldfast(world.state, (view) => {
				asked += 1;
				return view.coins;
			});
			return undefined;
		};
		show(createElement(Counted));
		show(undefined);
		const before = asked;
		world.server.change({ coins: 6, title: "new" });
		settle();
		expect(asked).to.equal(before);
	});

	it("a selector that cannot be answered any more throws only where the component is still rendered", () => {
		world.server.show({ coins: 5, title: "new" });
		const Child = () => {
			const told = useHoldfast(world.state, (view) => {
				if (view.title === "gone") error("a child without its parent's data");
				return view.title;
			});
			renders.push(told!);
			return undefined;
		};
		const Parent = () => {
			const isThere = useHoldfast(world.state, (view) => view.title !== "gone");
			return isThere === true ? createElement(Child) : undefined;
		};
		show(createElement(Parent));
		world.server.change({ coins: 5, title: "gone" });
		settle();
		expect(news()).to.equal("new");
	});
};
