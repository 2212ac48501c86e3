// The times of an event are those of its own place. A visitor whose clocks show others is told so beside them.
const CLOCK = { weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

for (const note of document.querySelectorAll("[data-local-time]")) {
  const start = new Date(note.dataset.start);
  const end = new Date(note.dataset.end);
  const format = (zone) => new Intl.DateTimeFormat(document.documentElement.lang, { ...CLOCK, timeZone: zone });
  const own = format(undefined);
  let there;
  try {
    there = format(note.dataset.zone);
  } catch {
    continue; // a zone that this browser does not know
  }
  if ([start, end].every((moment) => own.format(moment) === there.format(moment))) continue;
  const words = note.dataset.localTime;
  note.textContent = `${words} ${own.formatRange(start, end)}`;
  note.hidden = false;
}
