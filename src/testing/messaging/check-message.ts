import { JsonImage, jsonImage } from "../data-store/json-image";

const TOPIC_MAX = 80;
const MESSAGE_MAX = 1024;

// The platform's own wording is not known (platform.md 4).
function refuse(text: string): never {
	return error(`MessagingService: ${text}`, 0) as never;
}

/** Text of 1 to 80 characters (platform.md 4), counted in bytes; a number becomes text. */
export function checkTopic(topic: unknown): string {
	const text = typeIs(topic, "string") || typeIs(topic, "number") ? tostring(topic) : "";
	const valid = text.size() > 0 && text.size() <= TOPIC_MAX && typeIs(utf8.len(text)[0], "number");
	return valid ? text : refuse(`the topic must be text of 1 to ${TOPIC_MAX} characters`);
}

/** Anything that JSON has, in at most 1,024 characters of JSON (platform.md 4): for text that counts its quotes too. */
export function checkMessage(message: unknown): JsonImage {
	const [ok, image] = pcall(jsonImage, message);
	if (!ok) return refuse("the message cannot be converted to json");
	return image.size <= MESSAGE_MAX ? image : refuse(`the message exceeds the ${MESSAGE_MAX} character limit`);
}

/** Ends a request that is one too many. */
export function refuseTooMany(what: string): never {
	return refuse(`too many ${what}`);
}
