// The names of the kept words in the browser's storage begin with this.
export const PREFIX = "roundtable:words:";
