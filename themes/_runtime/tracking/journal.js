/**
 * The interactions of a session, each appended to those that the LMS has. One that keeps none is asked once, and
 * then left alone.
 */
export class Journal {
  /** @type {number | undefined} where the next one goes, not a number where none is kept */
  next = undefined;

  /**
   * @param {import("../types.js").Teller} teller
   * @param {import("./interactions.js").InteractionRecord[]} records
   */
  append(teller, records) {
    for (const record of records) {
      this.next ??= Number.parseInt(teller.call("LMSGetValue", "cmi.interactions._count"), 10);
      for (const [name, value] of Number.isNaN(this.next) ? [] : record) {
        const answer = teller.call("LMSSetValue", `cmi.interactions.${this.next}.${name}`, value);
        // An element that is refused takes nothing from the others, but for the first, which makes the record.
        if (name === "id" && answer.toLowerCase() !== "true") {
          this.next = Number.NaN;
          return;
        }
      }
      this.next += 1;
    }
    teller.commitSoon();
  }
}
