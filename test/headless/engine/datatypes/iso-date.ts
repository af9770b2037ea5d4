import { DAY_MILLISECONDS, dayNumber, daysInMonth, timeValues } from "./calendar";

/** `2020-01-02T10:30:45Z`, with milliseconds if there are any. */
export function toIsoDate(milliseconds: number): string {
	const { Year, Month, Day, Hour, Minute, Second, Millisecond } = timeValues(milliseconds);
	const text = "%04d-%02d-%02dT%02d:%02d:%02d".format(Year, Month, Day, Hour, Minute, Second);
	return text + (Millisecond > 0 ? ".%03dZ".format(Millisecond) : "Z");
}

/** Milliseconds from midnight, or nothing if the text is no time of day. */
function timeOfDay(text: string): number | undefined {
	if (text === "") return 0;
	const [hour, minute, second, fraction, zone] = text.match("^[Tt ](%d%d):(%d%d):(%d%d)(%.?%d*)(.*)$");
	if (hour === undefined) return undefined;
	const [hours, minutes, seconds] = [tonumber(hour)!, tonumber(minute)!, tonumber(second)!];
	const part = fraction === "" ? 0 : tonumber(`0${fraction}`);
	if (hours > 23 || minutes > 59 || seconds > 59 || part === undefined) return undefined;
	const offset = zoneMinutes(zone as string);
	if (offset === undefined) return undefined;
	return ((hours * 60 + minutes - offset) * 60 + seconds) * 1000 + math.floor(part * 1000 + 1e-6);
}

/** How far a zone's clocks are ahead of universal time. */
function zoneMinutes(zone: string): number | undefined {
	if (zone === "" || zone === "Z" || zone === "z") return 0;
	const [sign, hours, minutes] = zone.match("^([+-])(%d%d):?(%d%d)$");
	if (sign === undefined) return undefined;
	return (sign === "-" ? -1 : 1) * (tonumber(hours)! * 60 + tonumber(minutes)!);
}

/** Milliseconds since 1970, or nothing if the text is no date. */
export function fromIsoDate(text: string): number | undefined {
	const [yearText, monthText, dayText, rest] = text.match("^(%d%d%d%d)-(%d%d)-(%d%d)(.*)$");
	if (yearText === undefined) return undefined;
	const [year, month, day] = [tonumber(yearText)!, tonumber(monthText)!, tonumber(dayText)!];
	if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
	const time = timeOfDay(rest as string);
	return time !== undefined ? dayNumber(year, month, day) * DAY_MILLISECONDS + time : undefined;
}
