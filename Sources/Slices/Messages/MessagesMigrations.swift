// The tables of messages and of their ways out.

package import Database

package enum MessagesMigrations {
  package static let all = [
    Migration(
      "messages-001",
      """
      CREATE TABLE message (
        number BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
        account BIGINT NOT NULL REFERENCES account (id),
        kind TEXT NOT NULL CHECK (kind <> ''),
        on_day INTEGER NOT NULL,
        title_zh TEXT NOT NULL,
        title_en TEXT NOT NULL,
        words_zh TEXT NOT NULL,
        words_en TEXT NOT NULL,
        link TEXT NOT NULL CHECK (substr(link, 1, 1) = '/'),
        at BIGINT NOT NULL,
        read_at BIGINT CHECK (read_at >= at),
        UNIQUE (account, on_day, kind)
      );

      CREATE INDEX message_list ON message (account, number);
      CREATE INDEX message_unread ON message (account, number) WHERE read_at IS NULL;

      CREATE TABLE message_delivery (
        message BIGINT NOT NULL REFERENCES message (number),
        channel TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up')),
        attempts INTEGER NOT NULL CHECK (attempts >= 0),
        next_at BIGINT NOT NULL,
        fault TEXT NOT NULL,
        PRIMARY KEY (message, channel)
      );

      CREATE INDEX message_delivery_due ON message_delivery (channel, next_at) WHERE state = 'waiting';
      """),
    Migration(
      "messages-002-days", "CREATE INDEX message_day ON message (on_day, number) WHERE read_at IS NULL;"),
  ]
}
