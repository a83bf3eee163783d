package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.ApiTokens;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.IssueToken;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.runtime.SlipwaySettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// API tokens: making one's own, and ending them.
@Controller
class TokensController {

  private static final String VIEW = "identity/tokens";

  private final ApiTokens tokens;
  private final Teams teams;
  private final Access access;
  private final SlipwaySettings settings;

  TokensController(ApiTokens tokens, Teams teams, Access access, SlipwaySettings settings) {
    this.tokens = tokens;
    this.teams = teams;
    this.access = access;
    this.settings = settings;
  }

  @GetMapping("/tokens")
  @Requires(Permission.OWN_ACCOUNT)
  String list(Actor actor, HttpServletRequest request, Model model) {
    return show(null, TokensPage.TokenForm.NEW, actor, request, model);
  }

  /// Shows the token once; nobody can read it again.
  @PostMapping("/tokens")
  @Requires(Permission.OWN_ACCOUNT)
  String make(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "false") boolean changes,
      @RequestParam(defaultValue = "false") boolean objectives,
      @RequestParam(defaultValue = "") String team,
      @RequestParam(defaultValue = "") String services,
      @RequestParam(required = false) @Nullable Set<EnvironmentClass> environments,
      @RequestParam(defaultValue = "") String days,
      Actor actor,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    access.requireRecentSignIn(actor);
    Set<EnvironmentClass> classes = environments == null ? Set.of() : environments;
    var typed =
        new TokensPage.TokenForm(
            name, changes, objectives, team, services, classes, days, "", null);
    try {
      var wish = new IssueToken(name, changes, objectives, team, services, classes, days(days));
      var issued = tokens.issue(wish, actor);
      return show(issued.secret(), TokensPage.TokenForm.NEW, actor, request, model);
    } catch (FieldRefused refused) {
      if (refused.field().isEmpty()) {
        throw refused;
      }
      response.setStatus(refused.problem().status());
      var again = typed.refused(refused.field(), refused.detail());
      return show(null, again, actor, request, model);
    }
  }

  @PostMapping("/tokens/{id}/revoke")
  @Requires(Permission.OWN_ACCOUNT)
  String revoke(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam @Nullable String next,
      Actor actor) {
    tokens.revoke(id, reason, actor);
    return "redirect:" + (next == null ? "/tokens" : Addresses.local(next));
  }

  private String show(
      @Nullable String secret,
      TokensPage.TokenForm typed,
      Actor actor,
      HttpServletRequest request,
      Model model) {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("", "every team");
    teams.all().forEach(team -> choices.put(team.slug(), team.name()));
    model.addAttribute(
        "page",
        new TokensPage(
            tokens.of(new PersonId(Objects.requireNonNull(actor.person()))),
            tokens.inCareOf(actor),
            secret,
            "curl -H \"Authorization: Bearer $SLIPWAY_TOKEN\" "
                + Addresses.base(settings.publicUrl(), request)
                + "/api/v1/services",
            typed,
            choices));
    return VIEW;
  }

  private static int days(String typed) {
    try {
      return Integer.parseInt(typed.strip());
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
