package dev.slipway.onboarding;

import dev.slipway.identity.EnvironmentClass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The words by which clusters call the stages on the way to production.
enum Stage {
  DEVELOPMENT(EnvironmentClass.DEVELOPMENT, 10, "development", "dev", "develop"),
  TEST(EnvironmentClass.DEVELOPMENT, 20, "test", "testing", "tst", "integration"),
  QA(EnvironmentClass.STAGING, 30, "qa"),
  STAGING(EnvironmentClass.STAGING, 40, "staging", "stage", "stg"),
  ACCEPTANCE(EnvironmentClass.STAGING, 50, "uat", "acceptance"),
  REHEARSAL(EnvironmentClass.STAGING, 60, "preprod", "pre-prod", "preproduction"),
  PRODUCTION(EnvironmentClass.PRODUCTION, 100, "production", "prod", "prd", "live");

  private final EnvironmentClass environmentClass;
  private final int rank;

  /// Of {@link List#of}, which nobody changes.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> words;

  Stage(EnvironmentClass environmentClass, int rank, String... words) {
    this.environmentClass = environmentClass;
    this.rank = rank;
    this.words = List.of(words);
  }

  EnvironmentClass environmentClass() {
    return environmentClass;
  }

  int rank() {
    return rank;
  }

  /// What an environment of this stage is called unless somebody says otherwise.
  String slug() {
    return words.getFirst();
  }

  static Optional<Stage> of(String word) {
    var plain = word.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(stage -> stage.words.contains(plain)).findFirst();
  }

  /// A name with a stage at its end.
  ///
  /// @param rest the name without it; empty where the name is the stage
  record Cut(Stage stage, String word, String rest) {}

  /// `quizmentor-prod` is `quizmentor` in production; `dev` is a stage and nothing else.
  static Optional<Cut> atTheEndOf(String name) {
    return Arrays.stream(values())
        .flatMap(stage ->
            stage.words.stream()
                .filter(word -> name.equals(word) || name.endsWith("-" + word))
                .map(word -> new Cut(stage, word, rest(name, word))))
        // "pre-prod" before "prod"
        .max((one, other) -> Integer.compare(one.word().length(), other.word().length()));
  }

  /// `prod-quizmentor` too, for namespaces.
  static Optional<Cut> inTheNameOf(String namespace) {
    return atTheEndOf(namespace)
        .or(() ->
            Arrays.stream(values())
                .flatMap(stage ->
                    stage.words.stream()
                        .filter(word -> namespace.startsWith(word + "-"))
                        .map(word -> new Cut(stage, word, namespace.substring(word.length() + 1))))
                .max((one, other) -> Integer.compare(one.word().length(), other.word().length())));
  }

  private static String rest(String name, String word) {
    return name.length() == word.length()
        ? ""
        : name.substring(0, name.length() - word.length() - 1);
  }
}
