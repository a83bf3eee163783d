package dev.slipway.identity.web;

import dev.slipway.identity.People;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.SignIns;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.runtime.SlipwaySettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Step-up: proving again who one is, before a weighty act.
@Controller
class ConfirmController {

  private final People people;
  private final SignIns signIns;
  private final BrowserSessions sessions;
  private final boolean sandbox;
  private final Clock clock;

  ConfirmController(
      People people,
      SignIns signIns,
      BrowserSessions sessions,
      SlipwaySettings settings,
      Clock clock) {
    this.people = people;
    this.signIns = signIns;
    this.sessions = sessions;
    this.sandbox = settings.isSandbox();
    this.clock = clock;
  }

  @GetMapping("/sign-in/confirm")
  @Requires(Permission.OWN_ACCOUNT)
  String form(
      @RequestParam @Nullable String next,
      @RequestParam(defaultValue = "false") boolean done,
      Actor actor,
      Model model) {
    var worked = done && !actor.proofLeft(clock.instant()).isZero();
    return show(next, worked, null, actor, model);
  }

  @PostMapping("/sign-in/confirm")
  @Requires(Permission.OWN_ACCOUNT)
  String confirm(
      @RequestParam String password,
      @RequestParam @Nullable String next,
      Actor actor,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    var me = people.find(new PersonId(Objects.requireNonNull(actor.person()))).orElseThrow();
    var proved = signIns.byPassword(me.handle(), password, actor).filter(me::equals);
    if (proved.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return show(next, false, "That did not work. Check the password.", actor, model);
    }
    sessions.confirm(me, "password", request);
    return after(next);
  }

  /// Whoever came in a tab of its own has their form in another one: it would be lost on the way to
  /// any other page.
  static String after(@Nullable String next) {
    return "redirect:"
        + (next == null || next.isEmpty() ? "/sign-in/confirm?done=true" : Addresses.local(next));
  }

  private String show(
      @Nullable String next, boolean done, @Nullable String failure, Actor actor, Model model) {
    var to = next == null || next.isEmpty() ? "" : Addresses.local(next);
    model.addAttribute("page", new ConfirmPage(sandbox, actor.name(), to, done, failure));
    return "identity/confirm";
  }
}
