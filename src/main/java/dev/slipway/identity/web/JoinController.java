package dev.slipway.identity.web;

import dev.slipway.identity.ApiTokenView;
import dev.slipway.identity.ApiTokens;
import dev.slipway.identity.IdentityNotFound;
import dev.slipway.identity.InvalidIdentity;
import dev.slipway.identity.OneTimeLinks;
import dev.slipway.identity.PersonSummary;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Where a one-time link leads: the person sets a password. Opening the page uses nothing up.
@Controller
class JoinController {

  private final OneTimeLinks links;
  private final ApiTokens tokens;
  private final BrowserSessions sessions;

  JoinController(OneTimeLinks links, ApiTokens tokens, BrowserSessions sessions) {
    this.links = links;
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /// @param programs names of the API tokens that work
  /// @param endsPrograms whether they are to end
  record JoinPage(
      String token,
      String handle,
      String name,
      List<String> programs,
      boolean endsPrograms,
      @Nullable String failure) {}

  @GetMapping("/join/{token}")
  @Requires(Permission.PUBLIC)
  String form(@PathVariable String token, Model model) {
    return show(token, owner(token), true, null, model);
  }

  @PostMapping("/join/{token}")
  @Requires(Permission.PUBLIC)
  String join(
      @PathVariable String token,
      @RequestParam String password,
      @RequestParam(defaultValue = "false") boolean endTokens,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    var owner = owner(token);
    try {
      var person = links.use(token, password, endTokens, BrowserSessions.stranger(request));
      sessions.begin(person, "one-time link", request);
      return "redirect:/";
    } catch (InvalidIdentity failure) {
      response.setStatus(failure.problem().status());
      return show(token, owner, endTokens, failure.detail(), model);
    }
  }

  private PersonSummary owner(String token) {
    return links.owner(token).orElseThrow(() -> new IdentityNotFound("link", "that works"));
  }

  private String show(
      String token,
      PersonSummary person,
      boolean endsPrograms,
      @Nullable String failure,
      Model model) {
    var programs =
        tokens.of(person.id()).stream()
            .filter(ApiTokenView::inForce)
            .map(ApiTokenView::name)
            .toList();
    model.addAttribute(
        "page",
        new JoinPage(token, person.handle(), person.name(), programs, endsPrograms, failure));
    return "identity/join";
  }
}
