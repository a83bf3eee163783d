package dev.slipway.verification;

import dev.slipway.kernel.Plural;
import dev.slipway.verification.SampleRows.Asked;
import dev.slipway.verification.VerificationView.Smoke;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What ended a verification, in words.
final class Endings {

  private Endings() {}

  /// Names that people gave, told from the words around them: such as `"a", "b" and "c"`.
  static String named(List<String> names) {
    var quoted = names.stream().map("\"%s\""::formatted).toList();
    var last = quoted.size() - 1;
    return last < 1
        ? String.join("", quoted)
        : String.join(", ", quoted.subList(0, last)) + " and " + quoted.get(last);
  }

  static String words(VerificationState state, List<Asked> objectives, List<Smoke> tests) {
    var counted = objectives.stream().filter(one -> one.state() == state).toList();
    var asked = tests.stream().filter(one -> one.state() == state).toList();
    var words = new ArrayList<String>();
    if (!counted.isEmpty()) {
      words.add(ofObjectives(state, counted));
    }
    if (!asked.isEmpty()) {
      words.add(ofTests(state, asked));
    }
    return String.join(" ", words);
  }

  private static String ofObjectives(VerificationState state, List<Asked> all) {
    var names = all.stream().map(Asked::name).collect(Collectors.joining(", "));
    return switch (state) {
      case FAILED -> "%s is worse than before: 3 samples are over the limit.".formatted(names);
      case INCONCLUSIVE -> notSure(all);
      case ERROR ->
          "Metrics could not be asked five times in a row (%s). That says nothing of the rollout, so nothing follows from it."
              .formatted(names);
      default ->
          "As well as before by %s (%s).".formatted(Plural.of(all.size(), "objective"), names);
    };
  }

  private static String notSure(List<Asked> all) {
    var words = new ArrayList<String>();
    var quiet = all.stream().filter(one -> one.unproven() == 0).map(Asked::name).toList();
    if (!quiet.isEmpty()) {
      words.add("Too little traffic to tell (%s).".formatted(String.join(", ", quiet)));
    }
    var unproven = all.stream().filter(one -> one.unproven() > 0).map(Asked::name).toList();
    if (!unproven.isEmpty()) {
      words.add(
          "Before it too much was bad already (%s): to be like that proves nothing."
              .formatted(String.join(", ", unproven)));
    }
    words.add("Look yourself, then keep it or roll it back.");
    return String.join(" ", words);
  }

  private static String ofTests(VerificationState state, List<Smoke> all) {
    return switch (state) {
      case FAILED ->
          all.stream()
              .map(one -> "The smoke test \"%s\" failed. %s".formatted(one.name(), last(one)))
              .collect(Collectors.joining(" "));
      case ERROR ->
          all.stream()
                  .map(one ->
                      "The smoke test \"%s\" could not be asked. %s"
                          .formatted(one.name(), last(one)))
                  .collect(Collectors.joining(" "))
              + " That says nothing of the rollout, so nothing follows from it.";
      default ->
          "%s passed (%s)."
              .formatted(
                  Plural.of(all.size(), "smoke test"),
                  all.stream().map(Smoke::name).collect(Collectors.joining(", ")));
    };
  }

  private static String last(Smoke one) {
    return one.tried().isEmpty() ? "It was not asked." : one.tried().getLast().why();
  }
}
