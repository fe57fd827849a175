/**
 * The interactions of a session, each appended to those that the LMS has. One that keeps none is asked once, and
 * then left alone.
 */
export class Journal {
  /**
   * @param {(element: string) => string} get
   * @param {(element: string, value: string) => boolean} set  whether the LMS took it
   */
  constructor(get, set) {
    this.get = get;
    this.set = set;
    /** @type {number | undefined} where the next one goes, not a number where none is kept */
    this.next = undefined;
  }

  /** @param {import("./interactions.js").InteractionRecord[]} records */
  append(records) {
    for (const record of records) {
      this.next ??= Number.parseInt(this.get("cmi.interactions._count"), 10);
      if (Number.isNaN(this.next)) {
        return;
      }
      for (const [name, value] of record) {
        // An element that is refused takes nothing from the others, but for the first, which makes the record.
        if (!this.set(`cmi.interactions.${this.next}.${name}`, value) && name === "id") {
          this.next = Number.NaN;
          return;
        }
      }
      this.next += 1;
    }
  }
}
