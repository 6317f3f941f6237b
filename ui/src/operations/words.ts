/** Numbers and times of operations as people read them. */

export function bytes(count: number): string {
  if (count < 1024) return `${count} B`;
  const units = ["KB", "MB", "GB", "TB"];
  const power = Math.min(Math.floor(Math.log2(count) / 10), units.length);
  const value = count / 1024 ** power;
  return `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en")} ${units[power - 1]}`;
}

export function number(count: number): string {
  return count.toLocaleString("en");
}

/** How long that is, in its largest unit or two. */
export function span(millis: number): string {
  if (millis > 0 && millis < 1000) return "under 1 s";
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}

export function ago(time: string | number, now: number): string {
  const passed = now - new Date(time).getTime();
  return passed < 2000 ? "just now" : `${span(passed)} ago`;
}

/** A moment in the reader's own time. */
export function moment(time: string | number): string {
  return new Date(time).toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/** `graph_writer` as a person says it. */
export function spoken(name: string): string {
  const text = name.toLowerCase().replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
