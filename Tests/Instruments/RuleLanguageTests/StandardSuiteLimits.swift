// What of the standard suite the room does not pass yet.

enum StandardSuiteLimits {
  /// Libraries beyond the core of the language, and files that need messages all through.
  static let laterFiles: Set<String> = [
    "bindings_ext", "block_ext", "encoders_ext", "macros2", "math_ext", "network_ext", "optionals",
    "string_ext",
  ]

  static let notPassed: Set<String> = [
    // The suite wants a backslash here that the text of the case does not hold.
    "parse/bytes_literals/triple_single_quoted_unescaped_punctuation",
    "parse/bytes_literals/triple_double_quoted_unescaped_punctuation",
    // Regular expressions.
    "string/matches/basic", "string/matches/empty_target", "string/matches/empty_empty",
    "string/matches/re_concat", "string/matches/re_rep", "string/matches/unicode",
    // Time zones by name.
    "timestamps/timestamp_selectors_tz/getDate",
    "timestamps/timestamp_selectors_tz/getDayOfMonth_name_pos",
    "timestamps/timestamp_selectors_tz/getDayOfMonth_name_neg",
    "timestamps/timestamp_selectors_tz/getMinutes",
    // Functions declared from outside, and optional values.
    "type_deduction/functions/function_result_type",
    "type_deduction/flexible_type_parameter_assignment/optional_none",
    "type_deduction/flexible_type_parameter_assignment/optional_none_2",
    "type_deduction/flexible_type_parameter_assignment/optional_dyn_promotion_2",
    "type_deduction/type_parameters/multiple_parameters_generality",
    "type_deduction/type_parameters/multiple_parameters_generality_2",
    "type_deduction/type_parameters/multiple_parameters_parameterized_ovl_2",
    "type_deduction/legacy_nullable_types/null_assignable_to_abstract_parameter_candidate",
  ]
}
