package dev.slipway.identity.web;

import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Signing in by clicking a name. Exists in the sandbox only.
@Controller
@ConditionalOnProperty(name = "slipway.mode", havingValue = "sandbox")
class SandboxSignInController {

  private final People people;
  private final BrowserSessions sessions;

  SandboxSignInController(People people, BrowserSessions sessions) {
    this.people = people;
    this.sessions = sessions;
  }

  @PostMapping("/sign-in/people")
  @Requires(Permission.PUBLIC)
  String be(
      @RequestParam String person,
      @RequestParam @Nullable String next,
      HttpServletRequest request) {
    sessions.begin(enabled(person), "sandbox", request);
    return "redirect:" + Addresses.local(next);
  }

  /// The sandbox's way to confirm that it is you: clicking your own name again.
  @PostMapping("/sign-in/confirm/person")
  @Requires(Permission.OWN_ACCOUNT)
  String confirm(@RequestParam @Nullable String next, Actor actor, HttpServletRequest request) {
    var me = people.all().stream().filter(person -> actor.is(person.id().value())).findFirst();
    sessions.confirm(me.orElseThrow(), "sandbox", request);
    return ConfirmController.after(next);
  }

  private PersonSummary enabled(String handle) {
    return people
        .byHandle(handle)
        .filter(PersonSummary::enabled)
        .orElseThrow(() ->
            new DomainFailure(ProblemType.NOT_FOUND, "The sandbox knows nobody of that name."));
  }
}
