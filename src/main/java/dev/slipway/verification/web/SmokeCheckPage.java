package dev.slipway.verification.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.shell.Choice;
import dev.slipway.verification.HttpProbe.BodyMatch;
import dev.slipway.verification.SampleOutcome;
import dev.slipway.verification.SmokeTry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The form of one smoke test.
///
/// @param brought what a try brought just now; null where nobody tried
/// @param whyNot why the reader cannot store it; null if they can
/// @param errors by field
record SmokeCheckPage(
    ServiceView service,
    EnvironmentView environment,
    SmokeCheckForm form,
    @Nullable SmokeTry brought,
    @Nullable String whyNot,
    Map<String, String> errors) {

  static String list(String service, String environment) {
    return "/services/%s/env/%s/verification".formatted(service, environment);
  }

  public boolean isNew() {
    return form.check() == null;
  }

  public String title() {
    return isNew() ? "New smoke test" : "Edit smoke test";
  }

  public String lede() {
    return "What %s must answer in %s after a rollout, besides its objectives."
        .formatted(service.name(), environment.name());
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(service.label(), "/services/" + service.slug()),
        Choice.link(
            environment.name(),
            "/services/%s/env/%s".formatted(service.slug(), environment.slug())),
        Choice.link("Verification", back()));
  }

  public String back() {
    return list(service.slug(), environment.slug());
  }

  public String action() {
    return isNew() ? back() + "/checks" : back() + "/checks/" + form.check();
  }

  public String trial() {
    return back() + "/checks/try";
  }

  public String removal() {
    return action() + "/remove";
  }

  public Map<String, String> methods() {
    var methods = new LinkedHashMap<String, String>();
    methods.put("GET", "GET");
    methods.put("HEAD", "HEAD: status only");
    return methods;
  }

  public Map<String, String> matches() {
    var matches = new LinkedHashMap<String, String>();
    matches.put(BodyMatch.ANY.slug(), "May hold anything");
    matches.put(BodyMatch.CONTAINS.slug(), "Contains this text");
    matches.put(BodyMatch.PATTERN.slug(), "Matches this pattern");
    return matches;
  }

  public String typed(String field) {
    return form.typed(field);
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public String broughtLook() {
    return brought == null ? "unknown" : SmokeParts.look(brought.outcome());
  }

  public String broughtTitle() {
    return brought == null ? "" : broughtTitle(brought.outcome());
  }

  public String broughtText() {
    return brought == null
        ? ""
        : (SmokeParts.answered(brought.status(), brought.took()) + ". " + brought.why()).strip();
  }

  private static String broughtTitle(SampleOutcome outcome) {
    return switch (outcome) {
      case PASSED -> "It would pass now.";
      case FAILED -> "It would fail now.";
      case ERROR, INCONCLUSIVE -> "It cannot be asked now.";
    };
  }
}
