package dev.slipway.slo.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.shell.Choice;
import dev.slipway.shell.Times;
import dev.slipway.slo.DatasourceView;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where objectives are counted.
///
/// @param waiting what waits for a second person, also of datasources that are not connected yet
/// @param whyNot who may connect one; empty if this person may
/// @param said what one of them said that was just asked, or null
/// @param answered whether that one answered
record DatasourcesPage(
    List<Row> rows,
    List<WaitingAct> waiting,
    String whyNot,
    @Nullable String said,
    boolean answered) {

  public boolean mayManage() {
    return whyNot.isEmpty();
  }

  public List<Choice> crumbs() {
    return List.of(Choice.link("Objectives", ObjectiveFilter.PATH));
  }

  /// A datasource in words.
  record Row(DatasourceView source) {

    public String look() {
      if (source.trouble() != null) {
        return "failed";
      }
      return source.answeredAt() == null ? "unknown" : "healthy";
    }

    public String word() {
      return switch (look()) {
        case "failed" -> "Does not answer";
        case "healthy" -> "Answers";
        default -> "Not asked yet";
      };
    }

    public String environments() {
      return source.environments().stream()
          .map(EnvironmentView::name)
          .collect(Collectors.joining(", "));
    }

    public String entry() {
      return switch (source.auth()) {
        case NONE -> "lets everybody in";
        case BEARER -> "by a token";
        case BASIC -> "by a name and a password";
      };
    }

    public String keeps() {
      var retention = source.retention();
      return retention == null ? "not said" : Times.coarse(retention);
    }
  }
}
