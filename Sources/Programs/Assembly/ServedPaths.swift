// What the server has to know of the pages' addresses: words for the log, and where somebody signs in.

import Casework
package import Serving

package enum ServedPaths {
  /// Words that name nobody and may stand in logs.
  package static let template = PathTemplate(
    words: Set(
      [
        "accounts", "assets", "assignment", "back", "clues", "code", "confirmation", "contacts", "delegation",
        "deliberations",
        "clue", "complaints", "daily", "difficulty", "duties", "episodes", "evidence", "export", "figures",
        "first-run",
        "fix", "handover",
        "health", "helper", "helpers", "households", "journal", "judgements", "ledger", "ledgers", "links",
        "live", "me", "measure", "measures", "meetings", "messages", "metrics", "minutes", "minutes.pdf",
        "monitoring",
        "month", "new", "notice", "notices", "opening", "paper", "paper.pdf", "papers", "password", "places",
        "plan",
        "posts", "quality",
        "quarantine", "ready", "recheck", "registers", "report", "reports", "reveal", "rules", "screen",
        "search", "seats", "sessions", "sign-in", "sign-out", "state", "style", "system", "tasks", "trial",
        "verification",
        "views", "visit", "visits", "wellbeing", "with",
      ] + EpisodeVerb.names))

  /// Forms that cost the check of a password or code, or that try to guess one: a query code too.
  package static let signIn = ["/sign-in", "/links", "/me/password", "/me/code", "/difficulty"]

  /// Coming back from a provider is signing in, without a form.
  package static let coming = ["/sign-in/with", "/sign-in/back"]
}
