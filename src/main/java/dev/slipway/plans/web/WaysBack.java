package dev.slipway.plans.web;

import dev.slipway.plans.spi.EarlierDeployments.Earlier;
import dev.slipway.shell.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the form for a rollback offers to go back to. Nothing chosen is the last good one, which
/// only the preview knows by name.
record WaysBack(List<Earlier> earlier, Instant now) {

  static final WaysBack NONE = new WaysBack(List.of(), Instant.EPOCH);

  private static final String LAST_GOOD = "Last good one";

  List<UUID> deployments() {
    return earlier.stream().map(Earlier::deployment).toList();
  }

  /// Values of the field and what is said of each.
  ///
  /// @param wanted what was typed or stood in the address; kept even where nobody knows it
  Map<String, String> choices(@Nullable String wanted) {
    var typed = wanted == null ? "" : wanted.strip();
    var choices = new LinkedHashMap<String, String>();
    choices.put("", typed.isEmpty() ? first() : LAST_GOOD);
    earlier.forEach(each -> choices.put(each.deployment().toString(), words(each)));
    if (!typed.isEmpty()) {
      choices.putIfAbsent(typed, "Deployment " + typed);
    }
    return choices;
  }

  private String first() {
    return earlier.isEmpty() && !equals(NONE) ? "None is recorded" : LAST_GOOD + named();
  }

  /// The list has one for each template, and the last good one may be another of the same.
  private String named() {
    return earlier.stream()
        .filter(Earlier::previewed)
        .findFirst()
        .map(each -> ": " + words(each))
        .orElse("");
  }

  String words(Earlier each) {
    return each.version()
        + ", "
        + Times.relative(each.at(), now)
        + " by "
        + each.by()
        + (each.takenBack() ? ", was taken back" : "");
  }
}
