// What the server has to know of the pages' addresses: words for the log, and where somebody signs in.

import Monitoring
import Serving

enum ServedPaths {
  /// Words that name nobody and may stand in logs.
  static let template = PathTemplate(
    words: Set(
      [
        "accounts", "assets", "back", "clues", "code", "delegation", "episodes", "export", "first-run",
        "handover", "health", "households", "journal", "links", "live", "me", "measures", "metrics",
        "monitoring", "new", "opening", "papers", "password", "places", "plan", "posts", "quality",
        "quarantine", "ready", "report", "reveal", "rules", "search", "sessions", "sign-in", "sign-out",
        "style", "system", "trial", "visit", "with",
      ] + EpisodeVerb.names))

  /// Forms that cost the check of a password or code, or that try to guess one.
  static let signIn = ["/sign-in", "/links", "/me/password", "/me/code"]

  /// Coming back from a provider is signing in, without a form.
  static let coming = ["/sign-in/with", "/sign-in/back"]
}
