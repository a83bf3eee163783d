package dev.slipway.values;

import dev.slipway.onboarding.StrictYaml.Leaf;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is taken for a secret in a file of values: by its name, or by what it looks like. Rather
/// too much than too little, for it is not stored.
final class SecretLike {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i:passw|pass(phrase|code)|(?<![a-z])pass(?![a-z])|pwd|secret|token|credential|private"
              + "|cookie|salt|dsn|bearer|[-_.]key$"
              + "|(api|access|signing|encryption|auth|account|shared|master|licen[cs]e|session|ssh)"
              + "[-_.]?key|connection[-_]?string)"
              + "|Pass(?![a-z])|PASS$");

  /// Names that say little of what stands below them: `auth.enabled`, `webhook.port`.
  private static final Pattern LAST_NAME =
      Pattern.compile("(?i:(?<![a-z])auth|authori[sz]ation|webhooks?([-_.]?ur[il])?)$|Auth$");

  private static final Pattern LOOK =
      Pattern.compile(
          "://[^/\\s@]{1,300}@|-----BEGIN |\\beyJ[\\w-]{10,2000}\\."
              + "|\\b(ghp|gho|glpat|xox[abp]|AKIA|sk)[-_A-Za-z0-9]{12}"
              + "|hooks\\.slack\\.com/services/|/api/webhooks/|\\.webhook\\.office\\.com/"
              + "|[?&](sig|key|auth)=\\S|(?i:\\bbearer)\\s{1,8}\\S");

  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/_-]{32,}={0,2}");

  private static final String WORDS =
      "(pass|pwd|secret|token|credential|(api|access|account|shared)[-_]?key)[\\w.-]{0,80}";

  /// A text may be a command, an address or a file of its own. A colon alone is also that of
  /// `token-service:8080`.
  private static final Pattern SAID =
      Pattern.compile(
          "(?i)"
              + WORDS
              + "[\"']?(\\s{0,8}=|\\s{0,8}:\\s)|"
              + WORDS
              + "[\"']\\s{0,8}:"
              + "|(requirepass|password|-[\\w-]{0,40}"
              + WORDS
              + ")\\s{1,8}\\S"
              + "|(^|\\s)-u\\s{1,8}\\S{1,200}:\\S");

  private static final Pattern LINE =
      Pattern.compile("(?i)(passw|secret|token|credential)[\\w.-]{0,80}[\"']?\\s{0,8}[:=]");

  /// A switch of a command line whose value is the next item.
  private static final Pattern ASKS =
      Pattern.compile("(?i)--?[\\w-]{0,40}(pass|pwd|secret|token|credential|key|auth)[\\w-]{0,40}");

  private static final Pattern PLACE = Pattern.compile("\\[\\d+]$");

  private static final Set<String> SWITCHES = Set.of("true", "false", "null", "{}", "[]", "");

  private SecretLike() {}

  /// @param before what stands before it in the file
  /// @param value as much of it as would be stored
  static boolean is(@Nullable Leaf before, Leaf leaf, String value) {
    var text = value.strip();
    if (SWITCHES.contains(text)) {
      return false;
    }
    return isNamed(leaf)
        || LOOK.matcher(text).find()
        || LONG_WORD.matcher(text).matches()
        || SAID.matcher(text).find()
        || (text.contains("\n") && LINE.matcher(text).find())
        || (before != null
            && isList(before, leaf)
            && !text.startsWith("-")
            && ASKS.matcher(before.value().strip()).matches());
  }

  private static boolean isNamed(Leaf leaf) {
    var beside = sibling(leaf);
    var last = leaf.keys().isEmpty() ? "" : leaf.keys().getLast();
    return Stream.concat(leaf.keys().stream(), Stream.of(beside))
            .anyMatch(name -> NAME.matcher(name).find())
        || Stream.of(last, beside).anyMatch(name -> LAST_NAME.matcher(name).find());
  }

  private static boolean isList(Leaf before, Leaf leaf) {
    var place = PLACE.matcher(leaf.path());
    return place.find()
        && PLACE.matcher(before.path()).replaceFirst("").equals(place.replaceFirst(""));
  }

  /// A name is no secret for being that of one; what stands beside it is.
  private static String sibling(Leaf leaf) {
    return leaf.keys().isEmpty() || leaf.keys().getLast().equals("name") ? "" : leaf.sibling();
  }
}
