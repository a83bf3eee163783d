package dev.slipway.slo.web;

import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import dev.slipway.slo.DatasourceAuth;
import dev.slipway.slo.DatasourceView;
import dev.slipway.slo.SliDatasource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The form that connects a datasource, or says anew what one is reached with.
///
/// @param known the one that is edited; null for a new one
/// @param environments names by slug
/// @param waiting what waits for a second person about the one that is edited
/// @param secondPerson what is said of the second person that it needs; empty where it needs none
/// @param errors by field
record DatasourceFormPage(
    @Nullable DatasourceView known,
    DatasourceForm form,
    Map<String, String> environments,
    List<WaitingAct> waiting,
    String secondPerson,
    Map<String, String> errors) {

  static final String PATH = "/slo/datasources";

  public boolean isNew() {
    return known == null;
  }

  public String title() {
    return known == null ? "Connect a datasource" : "Datasource " + known.name();
  }

  public String here() {
    return known == null ? "Connect" : known.name();
  }

  public String action() {
    return known == null ? PATH : known.path() + "/edit";
  }

  /// What needs a second person.
  public String agreed() {
    return known == null
        ? "A second person has to agree."
        : "A second person has to agree to another address, other credentials and other authorities.";
  }

  public String button() {
    if (known != null) {
      return "Try out and store";
    }
    return secondPerson.isEmpty() ? "Try out and connect" : "Try out and ask for a second person";
  }

  public String removal() {
    return known == null ? PATH : known.path() + "/remove";
  }

  public long objectives() {
    return known == null ? 0 : known.objectives();
  }

  public String whyNotRemoved() {
    return Plural.of(objectives(), "objective is or was", "objectives are or were")
        + " counted by it. Let them be counted by another datasource first.";
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Objectives", ObjectiveFilter.PATH), Choice.link("Datasources", PATH));
  }

  public Map<String, String> kinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put(SliDatasource.Kind.PROMETHEUS.slug(), "A Prometheus: events and rules");
    kinds.put(SliDatasource.Kind.ALERTMANAGER.slug(), "An Alertmanager: alerts and silences");
    return kinds;
  }

  public Map<String, String> ways() {
    Map<String, String> ways = new LinkedHashMap<>();
    ways.put(DatasourceAuth.NONE.slug(), "It lets everybody in");
    ways.put(DatasourceAuth.BEARER.slug(), "By a token");
    ways.put(DatasourceAuth.BASIC.slug(), "By a name and a password");
    return ways;
  }

  public String typed(String field) {
    return form.typed(field);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public boolean serves(String environment) {
    return form.served().contains(environment);
  }
}
