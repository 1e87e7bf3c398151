// The tables of accounts, posts, sessions and the journal.

package import Database

/// In the order in which they are applied.
package enum AccessMigrations {
  package static let all = [JournalStore.migration, doors, journal, lists, longCommands, contacts]

  static let doors = Migration(
    "access-002-doors",
    """
    CREATE TABLE account (
      id BIGINT NOT NULL PRIMARY KEY,
      login TEXT NOT NULL UNIQUE CHECK (length(login) BETWEEN 2 AND 40),
      name TEXT NOT NULL CHECK (length(name) > 0),
      created_at BIGINT NOT NULL,
      disabled_at BIGINT,
      password TEXT NOT NULL DEFAULT '',
      password_at BIGINT,
      history TEXT NOT NULL DEFAULT '',
      code BYTEA NOT NULL DEFAULT x'',
      pending_code BYTEA NOT NULL DEFAULT x'',
      code_step BIGINT NOT NULL DEFAULT 0,
      issuer TEXT NOT NULL DEFAULT '',
      issuer_subject TEXT NOT NULL DEFAULT ''
    );
    CREATE UNIQUE INDEX account_identity ON account (issuer, issuer_subject) WHERE issuer <> '';
    CREATE TABLE post (
      id BIGINT NOT NULL PRIMARY KEY,
      role TEXT NOT NULL,
      place BIGINT NOT NULL,
      subject TEXT,
      account BIGINT NOT NULL REFERENCES account (id),
      from_day INTEGER NOT NULL,
      until_day INTEGER CHECK (until_day >= from_day),
      deputy_of BIGINT REFERENCES post (id),
      permissions TEXT
    );
    CREATE INDEX post_account ON post (account);
    CREATE INDEX post_place ON post (place);
    CREATE INDEX post_deputy ON post (deputy_of) WHERE deputy_of IS NOT NULL;
    CREATE TABLE session (
      digest BYTEA NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
      account BIGINT NOT NULL REFERENCES account (id),
      post BIGINT,
      code_passed INTEGER NOT NULL CHECK (code_passed IN (0, 1)),
      by_provider INTEGER NOT NULL CHECK (by_provider IN (0, 1)),
      begun_at BIGINT NOT NULL,
      seen_at BIGINT NOT NULL,
      client TEXT NOT NULL,
      agent TEXT NOT NULL
    );
    CREATE INDEX session_account ON session (account);
    CREATE TABLE sign_in_failure (
      who TEXT NOT NULL PRIMARY KEY,
      failures INTEGER NOT NULL,
      last_at BIGINT NOT NULL,
      locked_until BIGINT NOT NULL DEFAULT 0
    );
    CREATE TABLE recovery_code (
      account BIGINT NOT NULL REFERENCES account (id),
      digest BYTEA NOT NULL CHECK (length(digest) = 32),
      used_at BIGINT,
      PRIMARY KEY (account, digest)
    );
    CREATE TABLE one_time_link (
      digest BYTEA NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
      account BIGINT REFERENCES account (id),
      place BIGINT,
      created_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL,
      used_at BIGINT
    );
    CREATE INDEX one_time_link_account ON one_time_link (account);
    CREATE TABLE command_answer (
      actor TEXT NOT NULL,
      key TEXT NOT NULL CHECK (length(key) > 0),
      command TEXT NOT NULL,
      body BYTEA NOT NULL CHECK (length(body) = 32),
      answer TEXT NOT NULL,
      at BIGINT NOT NULL,
      PRIMARY KEY (actor, key)
    );
    CREATE INDEX command_answer_at ON command_answer (at);
    """)

  static let journal = Migration(
    "access-003-journal",
    """
    ALTER TABLE journal ADD COLUMN form INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE journal ADD COLUMN post TEXT NOT NULL DEFAULT '';
    ALTER TABLE journal ADD COLUMN client TEXT NOT NULL DEFAULT '';
    ALTER TABLE journal ADD COLUMN place BIGINT NULL;
    ALTER TABLE journal ADD COLUMN person BIGINT NULL;
    ALTER TABLE journal ADD COLUMN household BIGINT NULL;
    ALTER TABLE journal ADD COLUMN changes TEXT NOT NULL DEFAULT '';
    ALTER TABLE journal ADD COLUMN reason TEXT NOT NULL DEFAULT '';
    ALTER TABLE journal ADD COLUMN previous BYTEA NOT NULL DEFAULT x'';
    CREATE INDEX journal_at ON journal (at);
    CREATE INDEX journal_actor ON journal (actor, at);
    CREATE INDEX journal_action ON journal (action, at);
    CREATE INDEX journal_place ON journal (place, at) WHERE place IS NOT NULL;
    CREATE INDEX journal_person ON journal (person, at) WHERE person IS NOT NULL;
    CREATE INDEX journal_household ON journal (household, at) WHERE household IS NOT NULL;
    CREATE TABLE subject_key (
      kind TEXT NOT NULL,
      id BIGINT NOT NULL,
      key BYTEA NOT NULL,
      PRIMARY KEY (kind, id)
    );
    """)

  /// What the guardians' lists and counts walk along.
  static let lists = Migration(
    "access-004-lists",
    """
    CREATE INDEX account_name ON account (name);
    CREATE INDEX account_waiting ON account (login)
      WHERE disabled_at IS NULL AND password_at IS NULL AND issuer = '';
    CREATE INDEX account_shut ON account (login) WHERE disabled_at IS NOT NULL;
    CREATE INDEX account_open ON account (id) WHERE disabled_at IS NULL;
    DROP INDEX post_account;
    CREATE INDEX post_account ON post (account, until_day);
    CREATE INDEX post_until ON post (until_day) WHERE until_day IS NOT NULL;
    CREATE INDEX sign_in_failure_locked ON sign_in_failure (locked_until);
    """)

  /// A key stands open between the beginning and the end of a command of several transactions.
  static let longCommands = Migration(
    "access-005-long-commands",
    """
    ALTER TABLE command_answer ADD COLUMN is_open INTEGER NOT NULL DEFAULT 0 CHECK (is_open IN (0, 1));
    """)

  /// Where a person is reached outside the system, sealed.
  static let contacts = Migration(
    "access-006-contacts",
    """
    CREATE TABLE account_contact (
      account BIGINT NOT NULL REFERENCES account (id),
      kind TEXT NOT NULL CHECK (kind IN ('mail', 'phone')),
      address BYTEA NOT NULL CHECK (length(address) > 29),
      PRIMARY KEY (account, kind)
    );
    """)
}
