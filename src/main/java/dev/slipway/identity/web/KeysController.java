package dev.slipway.identity.web;

import dev.slipway.identity.PersonId;
import dev.slipway.identity.Preferences;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Frame;
import jakarta.servlet.http.HttpSession;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Turns the single letters of the keyboard map on and off, for whoever speaks to their computer or
/// hits keys by accident.
@Controller
class KeysController {

  private final Preferences preferences;

  KeysController(Preferences preferences) {
    this.preferences = preferences;
  }

  @PostMapping("/me/keys")
  @Requires(Permission.OWN_ACCOUNT)
  String choose(
      @RequestParam(defaultValue = "on") String letters, Actor actor, HttpSession session) {
    var on = !letters.equals("off");
    preferences.useLetterKeys(new PersonId(Objects.requireNonNull(actor.person())), on);
    session.setAttribute(Frame.LETTER_KEYS, on);
    return "redirect:/me#keys-title";
  }
}
