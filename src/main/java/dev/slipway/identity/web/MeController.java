package dev.slipway.identity.web;

import dev.slipway.identity.GrantView;
import dev.slipway.identity.Grants;
import dev.slipway.identity.OwnPassword;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonDetails;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Preferences;
import dev.slipway.identity.Sessions;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.runtime.SlipwaySettings;
import dev.slipway.shell.LiveStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// One's own account: roles, sessions, password, time zone.
@Controller
class MeController {

  /// Session attribute: to be said once.
  private static final String CHANGED = "passwordChanged";

  private final People people;
  private final Grants grants;
  private final Sessions sessions;
  private final Preferences preferences;
  private final OwnPassword ownPassword;
  private final LiveStream live;
  private final boolean sandbox;

  MeController(
      People people,
      Grants grants,
      Sessions sessions,
      Preferences preferences,
      OwnPassword ownPassword,
      LiveStream live,
      SlipwaySettings settings) {
    this.ownPassword = ownPassword;
    this.sandbox = settings.isSandbox();
    this.people = people;
    this.grants = grants;
    this.sessions = sessions;
    this.preferences = preferences;
    this.live = live;
  }

  record MePage(
      PersonDetails me,
      List<GrantView> grants,
      List<Sessions.Open> sessions,
      String zone,
      List<String> zones,
      boolean sandbox,
      boolean passwordChanged,
      Retyped retyped) {

    /// What the field holds: what somebody typed that does not do, else what is kept.
    public String typedZone() {
      var typed = retyped.typed("zone");
      return typed == null ? zone : typed;
    }

    public String browser(Sessions.Open session) {
      return BrowserName.of(session.browser());
    }
  }

  @GetMapping("/me")
  @Requires(Permission.OWN_ACCOUNT)
  String me(Actor actor, HttpServletRequest request, Model model) {
    return me(Retyped.NONE, actor, request, model);
  }

  /// Where a reload of a refused form ends.
  @GetMapping({"/me/zone", "/me/password", "/me/sessions/{name}/end", "/me/other-sessions/end"})
  @Requires(Permission.OWN_ACCOUNT)
  String back() {
    return "redirect:/me";
  }

  private String me(Retyped retyped, Actor actor, HttpServletRequest request, Model model) {
    var id = id(actor);
    var session = request.getSession();
    var passwordChanged = session.getAttribute(CHANGED) != null;
    session.removeAttribute(CHANGED);
    var zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
    zones.removeIf(
        zone -> !zone.contains("/") || zone.startsWith("Etc/") || zone.startsWith("System"));
    model.addAttribute(
        "page",
        new MePage(
            people.details(id).orElseThrow(),
            grants.of(id),
            sessions.of(id, session.getId()),
            preferences.zone(id).getId(),
            List.copyOf(zones),
            sandbox,
            passwordChanged,
            retyped));
    return "identity/me";
  }

  @PostMapping("/me/zone")
  @Requires(Permission.OWN_ACCOUNT)
  String live(
      @RequestParam(defaultValue = "") String zone,
      Actor actor,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      Zones.remember(preferences.live(id(actor), zone), response);
      return "redirect:/me";
    } catch (DomainFailure refused) {
      return me(Retyped.of(Map.of("zone", zone), "zone", refused, response), actor, request, model);
    }
  }

  @PostMapping("/me/password")
  @Requires(Permission.OWN_ACCOUNT)
  String password(
      @RequestParam(defaultValue = "") String current,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String again,
      Actor actor,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    if (sandbox) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "The sandbox has no passwords: its people sign in with one click.");
    }
    try {
      ownPassword.change(current, password, again, request.getSession().getId(), actor);
    } catch (FieldRefused refused) {
      // What was typed is not kept.
      var words = Map.of("current", "", "password", "", "again", "");
      return me(Retyped.of(words, refused.field(), refused, response), actor, request, model);
    }
    request.changeSessionId();
    request.getSession().setAttribute(CHANGED, true);
    live.signedOut(actor);
    return "redirect:/me";
  }

  @PostMapping("/me/sessions/{name}/end")
  @Requires(Permission.OWN_ACCOUNT)
  String end(@PathVariable String name, Actor actor) {
    sessions.end(Objects.requireNonNull(actor.person()), name, actor);
    live.signedOut(actor);
    return "redirect:/me";
  }

  @PostMapping("/me/other-sessions/end")
  @Requires(Permission.OWN_ACCOUNT)
  String endOthers(Actor actor, HttpServletRequest request) {
    sessions.endOthers(Objects.requireNonNull(actor.person()), request.getSession().getId(), actor);
    live.signedOut(actor);
    return "redirect:/me";
  }

  private static PersonId id(Actor actor) {
    return new PersonId(Objects.requireNonNull(actor.person()));
  }
}
