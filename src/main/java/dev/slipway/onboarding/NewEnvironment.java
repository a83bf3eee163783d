package dev.slipway.onboarding;

import dev.slipway.identity.EnvironmentClass;

/// An environment that adoption adds, as a person confirmed it.
///
/// @param rank place in the order of promotion, lowest first
public record NewEnvironment(String slug, EnvironmentClass environmentClass, int rank) {

  /// What its name suggests; production where nothing does, whose rules are the strictest.
  public static NewEnvironment suggested(String slug) {
    var stage =
        Stage.of(slug)
            .or(() -> Stage.inTheNameOf(slug).map(Stage.Cut::stage))
            .orElse(Stage.PRODUCTION);
    return new NewEnvironment(slug, stage.environmentClass(), stage.rank());
  }

  /// As it is called until somebody names it.
  public String name() {
    return capitalized(slug);
  }

  /// `quizmentor-two` is shown as `Quizmentor two`.
  static String capitalized(String slug) {
    var words = slug.replace('-', ' ');
    return words.isEmpty() ? slug : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
