import { dayOfYear, TimeValues, timeValues, weekday } from "./calendar";

interface Moment extends TimeValues {
	readonly weekday: number;
}

const MONTHS = [
	"January",
	"February",
	"March",
	"April",
	"May",
	"June",
	"July",
	"August",
	"September",
	"October",
	"November",
	"December",
];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const padded = (value: number, digits: number) => `%0${digits}d`.format(value);
const plain = (value: number) => "%d".format(value);
const hour12 = (moment: Moment) => ((moment.Hour + 11) % 12) + 1;
const yearDay = (moment: Moment) => dayOfYear(moment.Year, moment.Month, moment.Day);

// What stands for one value.
const ELEMENTS: Record<string, (moment: Moment) => string> = {
	YYYY: (moment) => padded(moment.Year, 4),
	YY: (moment) => padded(moment.Year % 100, 2),
	MMMM: (moment) => MONTHS[moment.Month - 1],
	MMM: (moment) => MONTHS[moment.Month - 1].sub(1, 3),
	MM: (moment) => padded(moment.Month, 2),
	M: (moment) => plain(moment.Month),
	DDDD: (moment) => padded(yearDay(moment), 3),
	DDD: (moment) => plain(yearDay(moment)),
	DD: (moment) => padded(moment.Day, 2),
	D: (moment) => plain(moment.Day),
	dddd: (moment) => DAYS[moment.weekday],
	ddd: (moment) => DAYS[moment.weekday].sub(1, 3),
	dd: (moment) => DAYS[moment.weekday].sub(1, 2),
	d: (moment) => plain(moment.weekday),
	HH: (moment) => padded(moment.Hour, 2),
	H: (moment) => plain(moment.Hour),
	hh: (moment) => padded(hour12(moment), 2),
	h: (moment) => plain(hour12(moment)),
	mm: (moment) => padded(moment.Minute, 2),
	m: (moment) => plain(moment.Minute),
	ss: (moment) => padded(moment.Second, 2),
	s: (moment) => plain(moment.Second),
	SSS: (moment) => padded(moment.Millisecond, 3),
	SS: (moment) => padded(math.floor(moment.Millisecond / 10), 2),
	S: (moment) => plain(math.floor(moment.Millisecond / 100)),
	A: (moment) => (moment.Hour < 12 ? "AM" : "PM"),
	a: (moment) => (moment.Hour < 12 ? "am" : "pm"),
};

// What stands for several, in English.
const COMPOSITES: Record<string, string> = {
	LTS: "h:mm:ss A",
	LT: "h:mm A",
	LLLL: "dddd, MMMM D, YYYY h:mm A",
	LLL: "MMMM D, YYYY h:mm A",
	LL: "MMMM D, YYYY",
	L: "MM/DD/YYYY",
	llll: "ddd, MMM D, YYYY h:mm A",
	lll: "MMM D, YYYY h:mm A",
	ll: "MMM D, YYYY",
	l: "M/D/YYYY",
};
const TOKEN_SIZE_MAX = 4;

function write(moment: Moment, format: string): string {
	const words = new Array<string>();
	let at = 1;
	while (at <= format.size()) {
		let word: string | undefined;
		let length = TOKEN_SIZE_MAX + 1;
		// The longest token that fits.
		while (word === undefined && length > 1) {
			length -= 1;
			const token = format.sub(at, at + length - 1);
			const composite = COMPOSITES[token];
			if (token.size() === length) {
				word = composite !== undefined ? write(moment, composite) : ELEMENTS[token]?.(moment);
			}
		}
		words.push(word ?? format.sub(at, at));
		at += length;
	}
	return words.join("");
}

/** A moment in the words of a format of the engine's tokens, in English whatever the locale. */
export function formatDate(milliseconds: number, format: string): string {
	return write({ ...timeValues(milliseconds), weekday: weekday(milliseconds) }, format);
}
