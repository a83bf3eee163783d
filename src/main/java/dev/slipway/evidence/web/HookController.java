package dev.slipway.evidence.web;

import dev.slipway.evidence.HookView;
import dev.slipway.evidence.Hooks;
import dev.slipway.evidence.MakeHook;
import dev.slipway.identity.Teams;
import dev.slipway.identity.spi.AnotherAdministrator;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.runtime.SlipwaySettings;
import dev.slipway.shell.Panel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// Making incoming webhooks, their keys, and ending both.
@Controller
@RequestMapping("/notifications/hooks")
@Requires(Permission.WEBHOOK_MANAGE)
class HookController {

  private static final String LIST = "evidence/hooks";
  private static final String ONE = "evidence/hook";

  private final Hooks hooks;
  private final Teams teams;
  private final SecondPerson second;
  private final AnotherAdministrator another;
  private final SlipwaySettings settings;

  HookController(
      Hooks hooks,
      Teams teams,
      SecondPerson second,
      AnotherAdministrator another,
      SlipwaySettings settings) {
    this.hooks = hooks;
    this.teams = teams;
    this.second = second;
    this.another = another;
    this.settings = settings;
  }

  @Bean
  static Panel incomingWebhooks() {
    return new Panel("notifications", "Incoming webhooks", 10, "/notifications/hooks/panel");
  }

  @GetMapping
  ModelAndView list(Actor actor) {
    return new ModelAndView(LIST, "page", page(Map.of(), Map.of(), actor));
  }

  @GetMapping("/panel")
  ModelAndView panel(Actor actor) {
    return new ModelAndView("evidence/hooks :: rows", "page", page(Map.of(), Map.of(), actor));
  }

  @PostMapping
  ModelAndView make(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String team,
      @RequestParam(name = "services", defaultValue = "") String slugs,
      @RequestParam(defaultValue = "") String reason,
      Actor actor) {
    try {
      var wish = new MakeHook(name, team, List.of(slugs.split("[,\\s]+", -1)), reason);
      return new ModelAndView("redirect:" + hooks.make(wish, actor));
    } catch (DomainFailure refused) {
      var typed = Map.of("name", name, "team", team, "services", slugs, "reason", reason);
      return new ModelAndView(
          LIST,
          Map.of("page", page(typed, errors(refused), actor)),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  @GetMapping("/{id}")
  ModelAndView one(@PathVariable UUID id) {
    return new ModelAndView(ONE, "page", page(id, null, "", Map.of()));
  }

  /// Shows the key once; nobody can read it again.
  @PostMapping("/{id}/keys")
  ModelAndView addKey(@PathVariable UUID id, Actor actor) {
    var secret = hooks.addKey(id, actor);
    return new ModelAndView(ONE, "page", page(id, secret, "", Map.of()));
  }

  @PostMapping("/{id}/keys/{key}/retire")
  String retireKey(@PathVariable UUID id, @PathVariable UUID key, Actor actor) {
    hooks.retireKey(id, key, actor);
    return "redirect:/notifications/hooks/" + id;
  }

  @PostMapping("/{id}/disable")
  ModelAndView disable(
      @PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Actor actor) {
    try {
      hooks.disable(id, reason, actor);
      return new ModelAndView("redirect:/notifications/hooks/" + id);
    } catch (DomainFailure refused) {
      return new ModelAndView(
          ONE,
          Map.of("page", page(id, null, reason, errors(refused))),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  /// What a field can answer for; anything else is thrown on.
  private static Map<String, String> errors(DomainFailure refused) {
    if (refused.problem() != ProblemType.INVALID_INPUT) {
      throw refused;
    }
    var field = refused instanceof FieldRefused typed ? typed.field() : "reason";
    return Map.of(field, refused.detail());
  }

  private HookPage page(
      UUID id, @Nullable String secret, String reason, Map<String, String> errors) {
    var hook = hooks.byId(id);
    return new HookPage(row(hook), base() + hook.path(), secret, reason, errors);
  }

  /// The address that people use, else the one of this request.
  private String base() {
    var known = settings.publicUrl();
    return known == null
        ? ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()
        : known.toString().replaceFirst("/$", "");
  }

  private HooksPage page(Map<String, String> typed, Map<String, String> errors, Actor actor) {
    var choices = new LinkedHashMap<String, String>();
    choices.put("", "choose a team");
    teams.all().forEach(team -> choices.put(team.slug(), team.name()));
    return new HooksPage(
        hooks.all().stream().map(this::row).toList(),
        second.waitingAbout("hook"),
        choices,
        another.foretold(actor),
        typed,
        errors);
  }

  private HooksPage.Row row(HookView hook) {
    return new HooksPage.Row(hook, hooks.reach(hook));
  }
}
