package dev.slipway.policies.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.Teams;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.kernel.Subject;
import dev.slipway.policies.ApproverMissing;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.Reach;
import dev.slipway.policies.RulesOutOfReach;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class PolicyController {

  /// Of more, nobody is told who could meet them: it takes long to find out.
  private static final int MOST_RULES = 20;

  private static final String PAGE = "policies/policy";

  private final EnvironmentPolicies policies;
  private final Environments environments;
  private final Teams teams;
  private final Access access;
  private final SecondPerson second;

  PolicyController(
      EnvironmentPolicies policies,
      Environments environments,
      Teams teams,
      Access access,
      SecondPerson second) {
    this.policies = policies;
    this.environments = environments;
    this.teams = teams;
    this.access = access;
    this.second = second;
  }

  @GetMapping("/environments/{slug}/policy")
  @Requires(Permission.VIEW)
  ModelAndView page(@PathVariable String slug, Actor actor) {
    var environment = environments.require(slug);
    var form = PolicyForm.of(policies.of(environment.id()));
    return new ModelAndView(PAGE, "page", page(environment, form, Map.of(), actor));
  }

  @GetMapping("/environments/{slug}/policy/panel")
  @Requires(Permission.VIEW)
  ModelAndView panel(@PathVariable String slug) {
    return new ModelAndView("policies/panels :: policy", "page", panel(environments.require(slug)));
  }

  /// The rules as they stand in the form, in words; nothing is stored.
  @GetMapping("/environments/{slug}/policy/words")
  @Requires(Permission.VIEW)
  ModelAndView words(
      @PathVariable String slug,
      @RequestParam(defaultValue = "") List<String> role,
      @RequestParam(defaultValue = "") List<String> team,
      @RequestParam(defaultValue = "") List<String> seats,
      @RequestParam(defaultValue = "") List<String> rollbackRole,
      @RequestParam(defaultValue = "") List<String> rollbackTeam,
      @RequestParam(defaultValue = "") List<String> rollbackSeats,
      Actor actor) {
    var form =
        PolicyForm.ofRules(
            RuleRow.of(role, team, seats), RuleRow.of(rollbackRole, rollbackTeam, rollbackSeats));
    return new ModelAndView(
        "policies/rules :: words", "page", page(environments.require(slug), form, Map.of(), actor));
  }

  @PostMapping("/environments/{slug}/policy")
  @Requires(Permission.POLICY_EDIT)
  ModelAndView edit(
      @PathVariable String slug,
      @RequestParam int version,
      @RequestParam(defaultValue = "") List<String> role,
      @RequestParam(defaultValue = "") List<String> team,
      @RequestParam(defaultValue = "") List<String> seats,
      @RequestParam(defaultValue = "") List<String> rollbackRole,
      @RequestParam(defaultValue = "") List<String> rollbackTeam,
      @RequestParam(defaultValue = "") List<String> rollbackSeats,
      @RequestParam(defaultValue = "false") boolean pinned,
      @RequestParam(defaultValue = "false") boolean proven,
      @RequestParam(defaultValue = "") List<String> evidence,
      @RequestParam(defaultValue = "") String minimumCoverage,
      @RequestParam(defaultValue = "") String blockedFrom,
      @RequestParam(defaultValue = "") String planMinutes,
      @RequestParam(defaultValue = "false") boolean automatic,
      @RequestParam(defaultValue = "") String podErrorSeconds,
      @RequestParam(defaultValue = "") String crashRestarts,
      @RequestParam(defaultValue = "") String stallMinutes,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "false") boolean outOfReachAccepted,
      Actor actor) {
    var environment = environments.require(slug);
    var form =
        new PolicyForm(
            version,
            RuleRow.of(role, team, seats),
            RuleRow.of(rollbackRole, rollbackTeam, rollbackSeats),
            pinned,
            proven,
            new EvidenceForm(evidence, minimumCoverage, blockedFrom),
            planMinutes,
            automatic,
            podErrorSeconds,
            crashRestarts,
            stallMinutes,
            reason,
            outOfReachAccepted);
    try {
      var waits = policies.edit(form.edit(environment.id()), actor);
      return new ModelAndView(
          "redirect:" + waits.map(WaitingAct::link).orElse("/environments/" + slug));
    } catch (DomainFailure failure) {
      if (failure.problem() != ProblemType.INVALID_INPUT) {
        throw failure;
      }
      var field =
          switch (failure) {
            case ApproverMissing _ -> "rules";
            case RulesOutOfReach _ -> "outOfReachAccepted";
            case FieldRefused typed when !typed.field().isEmpty() -> typed.field();
            default -> "reason";
          };
      var errors = Map.of(field, failure.detail());
      return new ModelAndView(
          PAGE,
          Map.of("page", page(environment, form, errors, actor)),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  private PolicyPanel panel(EnvironmentView environment) {
    var policy = policies.of(environment.id());
    return new PolicyPanel(environment, policy, RuleSentence.of(policy.rules(), teamNames()));
  }

  private PolicyPage page(
      EnvironmentView environment, PolicyForm form, Map<String, String> errors, Actor actor) {
    var names = teamNames();
    return new PolicyPage(
        environment,
        form,
        policies.versions(environment.id()),
        names,
        holders(environment),
        new PolicyPage.Reaches(
            reach(environment, form.rules()), reach(environment, form.rollbackRules())),
        errors,
        whyNot(environment, actor),
        second.waiting(Subject.of("environment", environment.slug(), environment.name())),
        panel(environment));
  }

  private @Nullable Reach reach(EnvironmentView environment, List<RuleRow> rows) {
    try {
      var rules = RuleRow.rules(rows);
      return rules.isEmpty() || rules.size() > MOST_RULES
          ? null
          : policies.reach(environment, rules);
    } catch (DomainFailure _) {
      return null;
    }
  }

  private Map<String, String> teamNames() {
    var names = new LinkedHashMap<String, String>();
    names.put("", "any team");
    teams.all().forEach(team -> names.put(team.id().value().toString(), team.name()));
    return names;
  }

  private Map<String, List<String>> holders(EnvironmentView environment) {
    var scope = new Scope(null, environment.environmentClass());
    var holders = new LinkedHashMap<String, List<String>>();
    PolicyPage.ROLES.forEach((role, name) ->
        holders.put(
            name,
            access.holders(Role.valueOf(role), scope).stream().map(PersonSummary::name).toList()));
    return holders;
  }

  private String whyNot(EnvironmentView environment, Actor actor) {
    var scope = new Scope(null, environment.environmentClass());
    if (access.permits(actor, Permission.POLICY_EDIT, scope)) {
      return "";
    }
    var who =
        access.whoMay(Permission.POLICY_EDIT, scope).stream()
            .map(PersonSummary::name)
            .collect(Collectors.joining(" or "));
    return "Editing needs the role environment owner. "
        + (who.isEmpty() ? "Nobody holds it now." : "Ask " + who + ".");
  }
}
