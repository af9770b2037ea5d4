/** A moment as people write it, in universal time. */
export interface TimeValues {
	readonly Year: number;
	readonly Month: number;
	readonly Day: number;
	readonly Hour: number;
	readonly Minute: number;
	readonly Second: number;
	readonly Millisecond: number;
}

export const DAY_MILLISECONDS = 86_400_000;
const HOUR_MILLISECONDS = 3_600_000;
const MINUTE_MILLISECONDS = 60_000;

function isLeapYear(year: number): boolean {
	return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
	if (month === 2) return isLeapYear(year) ? 29 : 28;
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 to the first day of a year, by the Gregorian rule at all times. */
function daysBeforeYear(year: number): number {
	const past = year - 1;
	return 365 * (year - 1970) + math.floor(past / 4) - math.floor(past / 100) + math.floor(past / 400) - 477;
}

/** Which day of its year a date is, from 1. */
export function dayOfYear(year: number, month: number, day: number): number {
	let days = day;
	for (const earlier of $range(1, month - 1)) days += daysInMonth(year, earlier);
	return days;
}

/** Days since 1970-01-01. */
export function dayNumber(year: number, month: number, day: number): number {
	return daysBeforeYear(year) + dayOfYear(year, month, day) - 1;
}

/** Of a moment in milliseconds since 1970. */
export function timeValues(milliseconds: number): TimeValues {
	const days = math.floor(milliseconds / DAY_MILLISECONDS);
	const rest = milliseconds - days * DAY_MILLISECONDS;
	let year = 1970 + math.floor(days / 365.2425);
	if (daysBeforeYear(year) > days) year -= 1;
	else if (daysBeforeYear(year + 1) <= days) year += 1;
	let day = days - daysBeforeYear(year) + 1;
	let month = 1;
	while (day > daysInMonth(year, month)) {
		day -= daysInMonth(year, month);
		month += 1;
	}
	return {
		Year: year,
		Month: month,
		Day: day,
		Hour: math.floor(rest / HOUR_MILLISECONDS),
		Minute: math.floor(rest / MINUTE_MILLISECONDS) % 60,
		Second: math.floor(rest / 1000) % 60,
		Millisecond: rest % 1000,
	};
}

/** Sunday is 0. */
export function weekday(milliseconds: number): number {
	// 1970 began on a Thursday.
	return (math.floor(milliseconds / DAY_MILLISECONDS) + 4) % 7;
}
