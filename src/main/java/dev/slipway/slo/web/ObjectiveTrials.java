package dev.slipway.slo.web;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.slo.ObjectiveDefinition;
import dev.slipway.slo.ObjectiveDetails.WindowLine;
import dev.slipway.slo.Objectives;
import dev.slipway.slo.SliAnswer;
import java.util.List;
import org.springframework.stereotype.Component;

/// What a datasource says to a definition before it is stored, in words.
@Component
class ObjectiveTrials {

  private final Objectives objectives;

  ObjectiveTrials(Objectives objectives) {
    this.objectives = objectives;
  }

  /// What is stored, or what its repair would be; that it is not asked now is said in its place.
  ObjectiveFormPage.Trial known(ObjectiveDefinition definition, Actor actor) {
    try {
      return words(objectives.tryOut(definition, false, actor));
    } catch (DomainFailure refused) {
      return failed("It was not asked.", refused.detail());
    }
  }

  /// As somebody typed it.
  ///
  /// @throws DomainFailure as {@link Objectives#tryOut}
  ObjectiveFormPage.Trial typed(ObjectiveDefinition definition, Actor actor) {
    return words(objectives.tryOut(definition, true, actor));
  }

  private static ObjectiveFormPage.Trial words(SliAnswer<List<WindowLine>> answer) {
    return switch (answer) {
      case SliAnswer.Got<List<WindowLine>> got -> counted(got);
      case SliAnswer.Refused<List<WindowLine>>(var why) ->
          failed("The query is wrong.", ended(why) + " Mend the query; nothing is stored.");
      case SliAnswer.NoEntry<List<WindowLine>>(var why) ->
          failed(
              "The datasource does not let the portal in.",
              ended(why) + " Somebody who manages clusters enters its credentials again.");
      case SliAnswer.Unavailable<List<WindowLine>>(var why) ->
          failed(
              "The datasource does not answer.",
              ended(why)
                  + " That says nothing about the query: try again, or store it as a draft.");
    };
  }

  private static ObjectiveFormPage.Trial counted(SliAnswer.Got<List<WindowLine>> got) {
    var rows = got.value().stream().map(WindowRow::new).toList();
    var took = "Answered in " + got.took().toMillis() + " ms. ";
    if (got.isPartial()) {
      return new ObjectiveFormPage.Trial(
          "warning",
          "The answer lacks something.",
          took + String.join(" ", got.warnings()) + " No gate would believe it.",
          rows);
    }
    var silent =
        got.value().stream().filter(line -> line.counts() == null && line.share() == null).toList();
    if (silent.size() == got.value().size()) {
      return new ObjectiveFormPage.Trial(
          "warning",
          "Nothing is known of it.",
          took
              + "The server took the query and has no series for it: a name or a label with a slip,"
              + " or a metric that nobody exports.",
          rows);
    }
    return new ObjectiveFormPage.Trial(
        "succeeded",
        "It can be counted.",
        silent.isEmpty()
            ? took + "Nothing was stored."
            : took
                + "Not in every window: "
                + String.join(
                    ", ", silent.stream().map(line -> WindowRow.named(line.window())).toList())
                + ". Nothing was stored.",
        rows);
  }

  private static ObjectiveFormPage.Trial failed(String title, String text) {
    return new ObjectiveFormPage.Trial("failed", title, text, List.of());
  }

  /// What a server says rarely ends as a sentence does.
  private static String ended(String why) {
    return why.endsWith(".") ? why : why + ".";
  }
}
