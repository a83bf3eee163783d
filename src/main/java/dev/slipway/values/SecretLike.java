package dev.slipway.values;

import dev.slipway.onboarding.StrictYaml.Leaf;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is taken for a secret in a file of values: by its name, or by what it looks like. Rather
/// too much than too little, for it is not stored.
final class SecretLike {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i)passw|pwd|secret|token|credential|private|cookie|salt|dsn"
              + "|(api|access|signing|encryption|auth|account|shared)[-_.]?key"
              + "|connection[-_]?string");

  private static final Pattern LOOK =
      Pattern.compile(
          "://[^/\\s@]{1,300}@|-----BEGIN |\\beyJ[\\w-]{10,2000}\\."
              + "|\\b(ghp|gho|glpat|xox[abp]|AKIA|sk)[-_A-Za-z0-9]{12}");

  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/_-]{32,}={0,2}");

  /// A text of several lines may be a file of its own.
  private static final Pattern LINE =
      Pattern.compile("(?i)(passw|secret|token|credential)[\\w.-]{0,80}[\"']?\\s{0,8}[:=]");

  private static final Set<String> SWITCHES = Set.of("true", "false", "null", "{}", "[]", "");

  private SecretLike() {}

  /// @param value as much of it as would be stored
  static boolean is(Leaf leaf, String value) {
    var text = value.strip();
    if (SWITCHES.contains(text)) {
      return false;
    }
    return Stream.concat(leaf.keys().stream(), Stream.of(sibling(leaf)))
            .anyMatch(name -> NAME.matcher(name).find())
        || LOOK.matcher(text).find()
        || LONG_WORD.matcher(text).matches()
        || (text.contains("\n") && LINE.matcher(text).find());
  }

  /// A name is no secret for being that of one; what stands beside it is.
  private static String sibling(Leaf leaf) {
    return leaf.keys().isEmpty() || leaf.keys().getLast().equals("name") ? "" : leaf.sibling();
  }
}
