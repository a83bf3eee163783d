package dev.slipway.verification.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import dev.slipway.slo.ObjectiveCounts.Countable;
import dev.slipway.verification.EditVerification;
import dev.slipway.verification.SmokeCheck;
import dev.slipway.verification.VerificationSetting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How rollouts are verified, and the form to say so.
///
/// @param objectives those that they are verified by
/// @param checks smoke tests
/// @param waiting smoke tests that wait for a second person
/// @param whyNot why the reader cannot say so; null if they can
/// @param typed what was typed and refused; null before
record SettingPage(
    ServiceView service,
    EnvironmentView environment,
    VerificationSetting setting,
    List<Countable> objectives,
    List<SmokeCheck> checks,
    List<WaitingAct> waiting,
    @Nullable String whyNot,
    @Nullable EditVerification typed,
    Map<String, String> errors) {

  public String title() {
    return "Verification of %s in %s".formatted(service.name(), environment.name());
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(service.label(), "/services/" + service.slug()),
        Choice.link(environment.name(), cell()));
  }

  public String cell() {
    return "/services/%s/env/%s".formatted(service.slug(), environment.slug());
  }

  public String action() {
    return cell() + "/verification";
  }

  public boolean isOn() {
    return setting.isOn(environment.environmentClass());
  }

  /// What holds now, in a sentence or two.
  public String now() {
    if (setting.isOff() || (!isOn() && checks.isEmpty())) {
      return "Rollouts are not verified here.";
    }
    if (checks.isEmpty() && objectives.isEmpty()) {
      return "Rollouts would be verified, but no active objective counts events here, and there is"
          + " no smoke test.";
    }
    var words = new ArrayList<String>();
    if (isOn() && !objectives.isEmpty()) {
      words.add(
          "A rollout is compared with what ran before it by %s."
              .formatted(String.join(", ", objectives.stream().map(Countable::name).toList())));
    }
    if (!checks.isEmpty()) {
      words.add(
          "%s it whether it answers as it should."
              .formatted(Plural.of(checks.size(), "smoke test asks", "smoke tests ask")));
    }
    words.add(
        setting.automatic()
            ? "One that fails is rolled back by itself, once."
            : "If it fails, people are told; nothing is rolled back by itself.");
    return String.join(" ", words);
  }

  public String href(SmokeCheck check) {
    return action() + "/checks/" + check.id();
  }

  public String newCheck() {
    return action() + "/checks/new";
  }

  public String newJob() {
    return action() + "/checks/new?kind=job";
  }

  public String wants(SmokeCheck check) {
    return check.probe().wants();
  }

  public boolean isEdited() {
    return setting.version() > 0;
  }

  public Map<String, String> choices() {
    var choices = new LinkedHashMap<String, String>();
    choices.put("", "As its class does: compared with before only in production");
    choices.put("yes", "Compare rollouts with what ran before");
    choices.put("no", "Do not verify");
    return choices;
  }

  public String chosen() {
    var enabled = typed == null ? setting.enabled() : typed.enabled();
    return enabled == null ? "" : enabled ? "yes" : "no";
  }

  public Map<String, String> consequences() {
    var choices = new LinkedHashMap<String, String>();
    choices.put("tell", "Tell people, who decide");
    choices.put("roll-back", "Roll back by itself, once");
    return choices;
  }

  public String consequence() {
    var automatic = typed == null ? setting.automatic() : typed.automatic();
    return automatic ? "roll-back" : "tell";
  }

  public String why() {
    return typed == null ? "" : typed.reason();
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }
}
