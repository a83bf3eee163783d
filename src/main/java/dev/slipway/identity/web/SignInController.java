package dev.slipway.identity.web;

import dev.slipway.identity.People;
import dev.slipway.identity.Setup;
import dev.slipway.identity.SignIns;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.runtime.SlipwaySettings;
import dev.slipway.shell.LiveStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class SignInController {

  private static final String FAILURE =
      "That did not work. Check the name and the password; after many attempts, wait 15 minutes.";

  private final People people;
  private final SignIns signIns;
  private final BrowserSessions sessions;
  private final LiveStream live;
  private final Setup setup;
  private final boolean sandbox;

  /// An administrator is there for good: asked for until there is one, not at every sign-in.
  private volatile boolean claimed;

  SignInController(
      People people,
      SignIns signIns,
      BrowserSessions sessions,
      LiveStream live,
      Setup setup,
      SlipwaySettings settings) {
    this.people = people;
    this.signIns = signIns;
    this.sessions = sessions;
    this.live = live;
    this.setup = setup;
    this.sandbox = settings.isSandbox();
  }

  @GetMapping("/sign-in")
  @Requires(Permission.PUBLIC)
  String form(@RequestParam @Nullable String next, Actor actor, Model model) {
    if (actor.person() != null) {
      return "redirect:" + Addresses.local(next);
    }
    return show(next, null, model);
  }

  @PostMapping("/sign-in")
  @Requires(Permission.PUBLIC)
  String signIn(
      @RequestParam String name,
      @RequestParam String password,
      @RequestParam @Nullable String next,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    var person = signIns.byPassword(name, password, BrowserSessions.stranger(request));
    if (person.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return show(next, FAILURE, model);
    }
    sessions.begin(person.get(), "password", request);
    return "redirect:" + Addresses.local(next);
  }

  @PostMapping("/sign-out")
  @Requires(Permission.OWN_ACCOUNT)
  String signOut(Actor actor, HttpServletRequest request) {
    sessions.end(request);
    live.signedOut(actor);
    return "redirect:/sign-in";
  }

  private String show(@Nullable String next, @Nullable String failure, Model model) {
    var offered = sandbox ? people.introduced() : List.<dev.slipway.identity.PersonDetails>of();
    claimed = claimed || !setup.isOpen();
    model.addAttribute(
        "page", new SignInPage(sandbox, !claimed, offered, Addresses.local(next), failure));
    return "identity/sign-in";
  }
}
