import { numberArgument, textArgument } from "./arguments";
import { DAY_MILLISECONDS, dayNumber, daysInMonth, timeValues } from "./calendar";
import { Datatype } from "./datatype";
import { formatDate } from "./date-format";
import { fromIsoDate, toIsoDate } from "./iso-date";

// From the year 1400 to 9999.
const MILLISECONDS_MIN = -17_987_443_200_000;
const MILLISECONDS_MAX = 253_402_300_799_999;

const parts = (milliseconds: number) => ({ ...timeValues(milliseconds) });
const formatted = (milliseconds: number, format: unknown, locale: unknown) => {
	textArgument(locale, 2);
	return formatDate(milliseconds, textArgument(format, 1));
};

/** A moment in milliseconds since 1970. The local zone of every machine here is universal time. */
export const dateTime: Datatype<number> = new Datatype<number>({
	name: "DateTime",
	properties: {
		UnixTimestamp: (milliseconds) => math.floor(milliseconds / 1000),
		UnixTimestampMillis: (milliseconds) => milliseconds,
	},
	methods: {
		ToUniversalTime: parts,
		ToLocalTime: parts,
		ToIsoDate: toIsoDate,
		FormatUniversalTime: formatted,
		FormatLocalTime: formatted,
	},
	operators: {},
	equals: (a, b) => a === b,
	text: (milliseconds) => "%d".format(milliseconds),
});

function createDateTime(milliseconds: number): object {
	const whole = math.floor(milliseconds);
	// Not the other way round: this way it refuses what is not a number too.
	if (!(whole >= MILLISECONDS_MIN && whole <= MILLISECONDS_MAX)) error("DateTime is out of range", 0);
	return dateTime.create(whole);
}

/** Times of day may be beyond their range and carry over; dates may not. */
function fromTimeValues(...values: Array<unknown>): object {
	const valueAt = (index: number, initial: number) => math.floor(numberArgument(values[index], index + 1, initial));
	const [year, month, day] = [valueAt(0, 1970), valueAt(1, 1), valueAt(2, 1)];
	const isDate = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
	if (!isDate || year < 1400 || year > 9999) error("Invalid date", 0);
	const minutes = valueAt(3, 0) * 60 + valueAt(4, 0);
	const milliseconds = (minutes * 60 + valueAt(5, 0)) * 1000 + valueAt(6, 0);
	return createDateTime(dayNumber(year, month, day) * DAY_MILLISECONDS + milliseconds);
}

/** The `DateTime` global of a machine, by that machine's clock. */
export function createDateTimeLibrary(unixTime: () => number): object {
	return table.freeze({
		now: () => createDateTime(unixTime() * 1000),
		fromUnixTimestamp: (seconds: unknown) => createDateTime(math.floor(numberArgument(seconds, 1)) * 1000),
		fromUnixTimestampMillis: (milliseconds: unknown) => createDateTime(numberArgument(milliseconds, 1)),
		fromUniversalTime: fromTimeValues,
		fromLocalTime: fromTimeValues,
		fromIsoDate: (text: unknown) => {
			const milliseconds = fromIsoDate(textArgument(text, 1));
			return milliseconds !== undefined ? createDateTime(milliseconds) : undefined;
		},
	});
}
