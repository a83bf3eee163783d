package dev.slipway.slo.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.slo.SliAnswer;
import dev.slipway.slo.SliAnswer.NoEntry;
import dev.slipway.slo.SliAnswer.Unavailable;
import dev.slipway.slo.SliDatasource;
import dev.slipway.slo.SliSource.SourceHealth;
import dev.slipway.testing.PrometheusProcess;
import dev.slipway.testing.TestAuthority;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/// A real Prometheus behind TLS of a company's own authority and a password.
@EnabledIf(
    value = "dev.slipway.slo.prometheus.RealPrometheusTests#isInstalled",
    disabledReason = RealPrometheusTests.HOW)
class GuardedPrometheusTests {

  private final PrometheusSource source =
      new PrometheusSource(new PrometheusApi(true, InetAddress::getAllByName));

  @Test
  void onlyWhoTrustsItsAuthorityAndKnowsThePasswordIsLetIn(@TempDir Path folder) throws Exception {
    var authority = new TestAuthority(folder);
    authority.server("ip:127.0.0.1", folder.resolve("server.pem"), folder.resolve("key.pem"));
    var web =
        Files.writeString(
            folder.resolve("web.yml"),
            """
            tls_server_config: {cert_file: server.pem, key_file: key.pem}
            basic_auth_users: {jon: "%s"}
            """
                .formatted(new BCryptPasswordEncoder(4).encode("a word of Jon's")));
    var pem = Files.readString(authority.certificate());
    try (var server = RealPrometheus.guarded(folder, web)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> health(server, "a word of Jon's", pem) instanceof SliAnswer.Got);

      assertThat(health(server, "another", pem))
          .isInstanceOfSatisfying(
              NoEntry.class, it -> assertThat(it.reason()).contains("credentials"));
      assertThat(health(server, null, pem)).isInstanceOf(NoEntry.class);
      assertThat(health(server, "a word of Jon's", null))
          .isInstanceOfSatisfying(
              Unavailable.class, it -> assertThat(it.reason()).contains("certificate"));
    }
  }

  private SliAnswer<SourceHealth> health(
      PrometheusProcess server, @Nullable String password, @Nullable String pem) {
    return source.health(
        new SliDatasource(
            UUID.nameUUIDFromBytes(new byte[1]),
            server.address(),
            null,
            password == null ? null : "jon",
            password,
            pem,
            false));
  }
}
