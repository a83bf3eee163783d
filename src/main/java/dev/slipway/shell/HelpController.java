package dev.slipway.shell;

import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// The page behind the question mark: words, colours and how a change gets to production.
@Controller
class HelpController {

  @GetMapping("/help")
  @Requires(Permission.PUBLIC)
  String help() {
    return "shell/help";
  }

  /// The sheet behind the question mark key.
  @GetMapping("/help/keys")
  @Requires(Permission.PUBLIC)
  String keys() {
    return "shell/help :: keys";
  }
}
