// What of the standard's suite the room does not pass yet; both lists may only shrink.

enum StandardSuiteLimits {
  /// Libraries beyond the core of the language, and files that need messages all through.
  static let laterFiles: Set<String> = [
    "bindings_ext", "block_ext", "encoders_ext", "macros2", "math_ext", "network_ext", "optionals", "string_ext",
  ]

  static let notPassed: Set<String> = []
}
