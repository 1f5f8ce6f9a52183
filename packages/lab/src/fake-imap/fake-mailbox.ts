/** A mail on the fake server. Everything but its bytes may be changed into a lie. */
export interface FakeMail {
  readonly bytes: Buffer;
  /** INTERNALDATE, ms since epoch. */
  readonly arrivedAt: number;
  uid: number;
  /** RFC822.SIZE as told; the true one by default. */
  announcedSize?: number;
  /** The length of its literal as told, however few bytes follow. */
  announcedLiteral?: number;
  /** The UID as told in SEARCH and FETCH. */
  announcedUid?: string;
  /** FETCH of it is answered with this. */
  refusal?: string;
}

/** A mailbox whose UIDs count up, until it is told to begin anew. */
export class FakeMailbox {
  mails: FakeMail[] = [];
  uidValidity = 1;
  uidNext = 1;

  add(bytes: string | Buffer, arrivedAt = Date.now()): FakeMail {
    const mail = { bytes: Buffer.from(bytes), arrivedAt, uid: this.uidNext++ };
    this.mails.push(mail);
    return mail;
  }

  expunge(uid: number): void {
    this.mails = this.mails.filter((mail) => mail.uid !== uid);
  }

  /** After a restore or a move to another machine: the same mails under other UIDs. */
  renumber(order: (mails: FakeMail[]) => FakeMail[] = (mails) => mails): void {
    this.uidValidity += 1;
    this.uidNext = 1;
    this.mails = order([...this.mails]);
    for (const mail of this.mails) mail.uid = this.uidNext++;
  }
}
