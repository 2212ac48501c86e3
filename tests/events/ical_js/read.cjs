// Reads calendars (a JSON list of texts) from stdin and writes their events, as a list for each calendar.
// A time is milliseconds since 1970, a day is text. The name of a time zone counts only if the calendar defines it.
const ICAL = require("./ical.es5.min.cjs");

function instant(time, calendar) {
  if (time.isDate) return time.toString();
  if (time.zone !== ICAL.Timezone.utcTimezone && !calendar.getTimeZoneByID(time.zone.tzid)) {
    throw new Error(`No VTIMEZONE for ${time.zone.tzid}`);
  }
  return time.toUnixTime() * 1000;
}

const texts = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const found = texts.map((text) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      summary: event.summary,
      start: instant(event.startDate, calendar),
      end: instant(event.endDate, calendar),
    };
  });
});
process.stdout.write(JSON.stringify(found));
