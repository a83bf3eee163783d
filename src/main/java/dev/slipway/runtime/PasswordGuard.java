package dev.slipway.runtime;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Refuses, on a database of the operator's own, a password that anybody would try first.
@Component
class PasswordGuard implements InitializingBean {

  private static final int SHORTEST = 12;

  /// Of any length, since whoever guesses begins with these.
  private static final Set<String> TRIED_FIRST =
      Set.of(
          "slipway",
          "slipwayapp",
          "slipwaymigrate",
          "postgres",
          "postgresql",
          "password",
          "changeme",
          "secret",
          "admin",
          "test");

  private final SlipwaySettings settings;
  private final Environment environment;

  PasswordGuard(SlipwaySettings settings, Environment environment) {
    this.settings = settings;
    this.environment = environment;
  }

  @Override
  public void afterPropertiesSet() {
    if (settings.isSandbox() || settings.embeddedDatabase()) {
      return;
    }
    require("spring.datasource.username", "spring.datasource.password");
    require("spring.flyway.user", "spring.flyway.password");
  }

  /// None at all is the choice of who uses certificates; the database then asks for something else.
  private void require(String userSetting, String passwordSetting) {
    var password = environment.getProperty(passwordSetting);
    if (password == null || password.isEmpty()) {
      return;
    }
    if (isGuessable(password, environment.getProperty(userSetting))) {
      throw new UnsafeStart(
          "The database password in %s is a default one or shorter than %d characters."
              .formatted(passwordSetting, SHORTEST),
          "Make one (openssl rand -base64 24), give it to the role (alter role <role> password"
              + " '...') and set it here.");
    }
  }

  private static boolean isGuessable(String password, @Nullable String user) {
    // changeme123!, Slipway_2026 and slipway_app are their words still.
    var word = password.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return password.length() < SHORTEST
        || TRIED_FIRST.contains(word)
        || (user != null && word.equals(user.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")));
  }
}
