// What the server has to know of the pages' addresses: words for the log, and where somebody signs in.

import Serving

enum ServedPaths {
  /// Words that name nobody and may stand in logs.
  static let template = PathTemplate(words: [
    "accounts", "assets", "assignment", "back", "code", "confirmation", "delegation", "export", "first-run",
    "fix", "handover", "health", "households", "journal", "ledger", "links", "live", "me", "metrics", "new",
    "opening", "password", "places",
    "posts",
    "quality", "quarantine", "ready", "recheck", "reveal", "rules", "search", "sessions", "sign-in",
    "sign-out", "style",
    "system", "trial", "with",
  ])

  /// Forms that cost the check of a password or code, or that try to guess one.
  static let signIn = ["/sign-in", "/links", "/me/password", "/me/code"]

  /// Coming back from a provider is signing in, without a form.
  static let coming = ["/sign-in/with", "/sign-in/back"]
}
