/** `--name value` pairs and plain words, as the Node scripts pass them on already checked. */
export class Options {
	private readonly values = new Map<string, string>();
	readonly words = new Array<string>();

	constructor(args: ReadonlyArray<string>) {
		for (let index = 0; index < args.size(); index += 1) {
			const [name] = args[index].match("^%-%-(.+)$");
			if (name === undefined) {
				this.words.push(args[index]);
			} else {
				index += 1;
				this.values.set(name as string, args[index]);
			}
		}
	}

	number(name: string, fallback: number): number {
		return tonumber(this.values.get(name)) ?? fallback;
	}

	flag(name: string): boolean {
		return this.values.get(name) === "true";
	}

	text(name: string): string | undefined {
		return this.values.get(name);
	}
}
