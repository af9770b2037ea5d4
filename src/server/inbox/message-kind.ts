import type { Schema } from "../../schema/schema";
import { misuse } from "../../shared/errors";

const NAME_LENGTH_MAX = 50;
/** Kinds that begin so are Holdfast's own. */
export const OWN_KIND_PREFIX = "~";

/** A kind of message: its name, and what the body of one holds. */
export interface MessageKind<B> {
	/** 1 to 50 bytes. What it means is for ever: a body that means something else takes another name. */
	readonly name: string;
	readonly schema: Schema<B>;
}

/** Declares a kind of message, once, for those who send it and those who handle it. */
export function defineMessage<B>(name: string, schema: Schema<B>): MessageKind<B> {
	if (!typeIs(name, "string") || name.size() < 1 || name.size() > NAME_LENGTH_MAX) {
		misuse("defineMessage", `a name is 1 to ${NAME_LENGTH_MAX} bytes, not "${tostring(name)}"`);
	}
	if (name.sub(1, 1) === OWN_KIND_PREFIX) {
		misuse("defineMessage", `names that begin with ${OWN_KIND_PREFIX} are Holdfast's own: "${name}"`);
	}
	return table.freeze({ name, schema });
}
