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
/// @param weighs whether saving it leads to a second person, who must agree
/// @param errors by field
record SmokeCheckPage(
    ServiceView service,
    EnvironmentView environment,
    SmokeCheckForm form,
    @Nullable SmokeTry brought,
    @Nullable String whyNot,
    boolean weighs,
    Map<String, String> errors) {

  static String list(String service, String environment) {
    return "/services/%s/env/%s/verification".formatted(service, environment);
  }

  public boolean isNew() {
    return form.check() == null;
  }

  public boolean isJob() {
    return form.isJob();
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

  public String manifestHint() {
    return "A Job of batch/v1 in YAML. It runs in the namespace of the service, from the image that"
        + " was rolled out (${IMAGE}): no Secrets, no account of the cluster, nothing of the node."
        + " Everybody who looks at this page sees it.";
  }

  /// For who may only look.
  public String asks() {
    return isJob() ? typed("manifest") : typed("method") + " " + typed("url");
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
    if (brought == null) {
      return "";
    }
    return switch (brought.outcome()) {
      case PASSED -> isJob() ? "The cluster would take it." : "It would pass now.";
      case FAILED -> "It would fail now.";
      case ERROR, INCONCLUSIVE ->
          isJob() ? "It could not be started now." : "It cannot be asked now.";
    };
  }

  public String broughtText() {
    if (brought == null) {
      return "";
    }
    if (isJob()) {
      return brought.outcome() == SampleOutcome.PASSED
          ? "Nothing was started: what it finds is seen with the next rollout."
          : brought.why();
    }
    return (SmokeParts.answered(brought.status(), brought.took()) + ". " + brought.why()).strip();
  }
}
