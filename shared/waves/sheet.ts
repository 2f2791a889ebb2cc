/** A column's caption, and how wide it is in millimetres. */
export type Column = { caption: string; width: number };

/** A list to be printed: head, table, and who signs. */
export type Sheet = {
  title: string;
  /** Printed as Code 128 too, so that a scanner finds it. */
  id: string;
  facts: readonly string[];
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
  /** What is signed at the end. */
  signatures?: readonly string[];
};
