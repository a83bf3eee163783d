package dev.slipway.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Approvals of production hang on the class of an environment, which is said once.
@SlipwayTest
class EnvironmentClassTests {

  @Autowired Environments environments;
  @Autowired EnvironmentPolicies policies;
  @Autowired People people;
  @Autowired Grants grants;
  @LocalServerPort int port;

  @Test
  void noEditTakesProductionItsApprovers() {
    var mark = UuidV7.next().toString().substring(24);
    var production =
        environments.register(
            new RegisterEnvironment("live-" + mark, "Live", EnvironmentClass.PRODUCTION, 90),
            Actor.SYSTEM);
    var admin = people.register("admin-" + mark, "Admin", "Edits the catalog", Actor.SYSTEM);
    grants.give(admin.id(), Role.PLATFORM_ADMIN, null, null, "edits the catalog", Actor.SYSTEM);
    var visitor = Visitor.signedIn(port, "admin-" + mark);

    for (var field : new String[] {"environmentClass", "class", "type"}) {
      var answer =
          visitor.post(
              "/environments/" + production.slug(),
              Map.of("name", "Renamed", "rank", "91", field, "DEVELOPMENT"));
      assertThat(answer.statusCode()).as(field).isIn(302, 303, 400, 422);
    }

    var now = environments.byId(production.id()).orElseThrow();
    assertThat(now.environmentClass()).isEqualTo(EnvironmentClass.PRODUCTION);
    assertThat(policies.of(production.id()).rules()).isNotEmpty();
  }
}
