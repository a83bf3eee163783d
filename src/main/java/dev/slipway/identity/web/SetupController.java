package dev.slipway.identity.web;

import dev.slipway.identity.InvalidIdentity;
import dev.slipway.identity.Setup;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.runtime.SlipwaySettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The page of the first start. Once there is an administrator it is not there any more.
@Controller
class SetupController {

  private static final String VIEW = "identity/setup";
  private static final Logger LOG = LoggerFactory.getLogger(SetupController.class);

  private final Setup setup;
  private final BrowserSessions sessions;
  private final SlipwaySettings settings;

  SetupController(Setup setup, BrowserSessions sessions, SlipwaySettings settings) {
    this.setup = setup;
    this.sessions = sessions;
    this.settings = settings;
  }

  /// Last of all that a start prints, where whoever tries it reads on.
  @Order(Ordered.LOWEST_PRECEDENCE)
  @EventListener
  void announce(ApplicationReadyEvent event) {
    if (!(event.getApplicationContext() instanceof ServletWebServerApplicationContext context)
        || context.getWebServer() == null) {
      return;
    }
    var url = settings.publicUrl();
    var base =
        url == null ? "http://127.0.0.1:" + context.getWebServer().getPort() : url.toString();
    setup
        .begin()
        .map(token -> base.replaceAll("/$", "") + "/setup?token=" + token)
        .ifPresent(link -> {
          if (settings.embeddedDatabase()) {
            // On a line of its own: whole with one triple click.
            LOG.info(
                "No administrator yet. Within 60 minutes, open this link, once:\n\n{}\n", link);
          } else {
            LOG.info("No administrator yet. Within 60 minutes, open {}", link);
          }
        });
  }

  @GetMapping("/setup")
  @Requires(Permission.PUBLIC)
  String form(@RequestParam @Nullable String token, Model model) {
    requireOpen();
    var linked = token != null && !token.isBlank();
    model.addAttribute("page", new SetupPage(token, linked, null, null, null));
    return VIEW;
  }

  @PostMapping("/setup")
  @Requires(Permission.PUBLIC)
  String finish(
      @RequestParam String token,
      @RequestParam String handle,
      @RequestParam String name,
      @RequestParam String password,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    requireOpen();
    try {
      var person = setup.finish(token, handle, name, password, BrowserSessions.stranger(request));
      sessions.begin(person, "setup", request);
      return "redirect:/";
    } catch (InvalidIdentity failure) {
      response.setStatus(failure.problem().status());
      model.addAttribute("page", new SetupPage(token, false, handle, name, failure.detail()));
      return VIEW;
    }
  }

  private void requireOpen() {
    if (!setup.isOpen()) {
      throw new DomainFailure(ProblemType.NOT_FOUND, "There is no page at this address.");
    }
  }
}
