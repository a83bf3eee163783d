package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class PasswordGuardTests {

  private static final String GOOD = "Qm9hdHMgYXJlIG1hZGUgaGVyZQ==";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slipway",
        "postgres",
        "changeme-2026!!",
        "Password_12345",
        "slipway_app_2026",
        "short1"
      })
  void aPasswordThatIsTriedFirstIsRefusedWithTheWayOut(String password) {
    assertThatThrownBy(() -> start(Mode.PRODUCTION, false, password, GOOD))
        .isInstanceOf(UnsafeStart.class)
        .hasMessageContaining("spring.datasource.password")
        .hasMessageNotContaining(password + " ")
        .extracting(failure -> ((UnsafeStart) failure).wayOut())
        .asString()
        .contains("openssl rand");
    assertThatThrownBy(() -> start(Mode.PRODUCTION, false, GOOD, password))
        .isInstanceOf(UnsafeStart.class)
        .hasMessageContaining("spring.flyway.password");
  }

  @Test
  void anotherOneOrNoneAtAllPasses() {
    assertThatCode(() -> start(Mode.PRODUCTION, false, GOOD, GOOD)).doesNotThrowAnyException();
    assertThatCode(() -> start(Mode.PRODUCTION, false, "", "")).doesNotThrowAnyException();
  }

  @Test
  void whatOnlyThisMachineReachesIsNotAsked() {
    assertThatCode(() -> start(Mode.SANDBOX, false, "slipway", "slipway"))
        .doesNotThrowAnyException();
    assertThatCode(() -> start(Mode.PRODUCTION, true, "slipway", "slipway"))
        .doesNotThrowAnyException();
  }

  private static void start(Mode mode, boolean embedded, String portal, String migrations) {
    var environment =
        new MockEnvironment()
            .withProperty("spring.datasource.username", "slipway_app")
            .withProperty("spring.datasource.password", portal)
            .withProperty("spring.flyway.user", "slipway_migrate")
            .withProperty("spring.flyway.password", migrations);
    var settings =
        new SlipwaySettings(mode, embedded, Path.of("target"), URI.create("https://slipway.test"));
    new PasswordGuard(settings, environment).afterPropertiesSet();
  }
}
