package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Visitor;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first start in production: one administrator by the printed address, and nothing of the
/// sandbox.
@Tag("journey")
class FirstStartJourney {

  @Test
  void oneAdministratorIsMadeByTheTokenThatWasPrintedOnce(@TempDir Path folder) throws Exception {
    try (var portal =
        PortalProcess.start(
            folder,
            List.of("--slipway.mode=production", "--slipway.data-dir=" + folder.resolve("data")))) {
      var port = URI.create(portal.url()).getPort();
      var token = portal.setupToken();
      assertThat(token).hasSize(43);
      var visitor = new Visitor(port);

      assertThat(visitor.get("/sign-in").body())
          .contains("No administrator yet")
          .doesNotContain("sandbox");
      assertThat(visitor.post("/sign-in/people", Map.of("person", "ada")).statusCode())
          .isEqualTo(404);
      var linked = Visitor.page(visitor.get("/setup?token=" + token));
      assertThat(linked.select("#token[readonly]").val()).isEqualTo(token);
      assertThat(Visitor.page(visitor.get("/setup")).select("#token[readonly]")).isEmpty();
      assertThat(setup(visitor, "x".repeat(43), "a long password")).isEqualTo(422);
      assertThat(setup(visitor, token, "short")).isEqualTo(422);
      assertThat(setup(visitor, token, "a long password")).isEqualTo(302);
      assertThat(visitor.get("/me").statusCode()).isEqualTo(200);
      assertThat(visitor.get("/demonstration").statusCode()).isEqualTo(404);
      assertThat(visitor.post("/demonstration/reset", Map.of("understood", "true")).statusCode())
          .isEqualTo(404);
      assertThat(new Visitor(port).get("/setup?token=" + token).statusCode()).isEqualTo(404);

      var again = new Visitor(port);
      assertThat(again.get("/sign-in").body()).doesNotContain("No administrator yet");
      var wrong = again.post("/sign-in", Map.of("name", "root", "password", "not it at all"));
      assertThat(wrong.statusCode()).isEqualTo(401);
      var right = again.post("/sign-in", Map.of("name", "Root", "password", "a long password"));
      assertThat(right.statusCode()).isEqualTo(302);
    }
  }

  private static int setup(Visitor visitor, String token, String password) {
    return visitor
        .post(
            "/setup",
            Map.of("token", token, "handle", "root", "name", "Root", "password", password))
        .statusCode();
  }
}
