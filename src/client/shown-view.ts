import type { Path } from "../shared/data/path";
import { Emitter, Listenable } from "../shared/emitter";
import type { ChangeType, Transition } from "./transition";

/** What is shown, and who is told when it is another. */
export class ShownView {
	private readonly changedEmitter = new Emitter<[transition: Transition]>();
	private readonly untold = new Array<Transition>();
	private telling = false;
	private view?: object;

	readonly changed: Listenable<[transition: Transition]> = this.changedEmitter;

	get(): object | undefined {
		return this.view;
	}

	/** A listener may ask for something: the others hear of that after what they are being told. */
	show(view: object, typeAt: (path: Path) => ChangeType): void {
		const previous = this.view;
		if (view === previous) return;
		this.view = view;
		this.untold.push({ previous, current: view, typeAt });
		if (this.telling) return;
		this.telling = true;
		while (!this.untold.isEmpty()) this.changedEmitter.emit(this.untold.shift()!);
		this.telling = false;
	}
}
