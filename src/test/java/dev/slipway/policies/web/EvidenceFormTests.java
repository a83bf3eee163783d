package dev.slipway.policies.web;

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
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What an environment asks of images, on the page of its policy.
@SlipwayTest
class EvidenceFormTests {

  @Autowired Environments environments;
  @Autowired People people;
  @Autowired Grants grants;
  @LocalServerPort int port;

  @Test
  void whatMustBeProvenIsPartOfTheVersion() {
    var unique = UuidV7.next().toString().substring(24);
    var stage =
        environments.register(
            new RegisterEnvironment("e-" + unique, "e-" + unique, EnvironmentClass.PRODUCTION, 90),
            Actor.SYSTEM);
    var jon = people.register("jon-" + unique, "Jon", Actor.SYSTEM);
    grants.give(jon.id(), Role.ENVIRONMENT_OWNER, null, null, "test", Actor.SYSTEM);
    var visitor = Visitor.signedIn(port, jon.handle());
    var path = "/environments/" + stage.slug() + "/policy";
    var form = form();
    form.putAll(Map.of("evidence", "scan", "minimumCoverage", "80", "blockedFrom", "critical"));
    var odd = new HashMap<>(form);
    odd.putAll(Map.of("minimumCoverage", "101"));
    assertThat(Visitor.page(visitor.post(path, odd)).select("[aria-invalid]").eachAttr("id"))
        .containsExactly("minimumCoverage");

    assertThat(visitor.post(path, form).statusCode()).isEqualTo(302);

    var page = Visitor.page(visitor.get(path));
    assertThat(page.select("[name=evidence][checked]").eachAttr("value")).containsExactly("scan");
    assertThat(page.select("#minimumCoverage").val()).isEqualTo("80");
    assertThat(page.select("#blockedFrom option[selected]").val()).isEqualTo("critical");
    assertThat(visitor.get(path + "/panel").body())
        .contains(
            "each needs coverage, scan passed, coverage of 80 % or more, no critical finding");
  }

  private static Map<String, String> form() {
    var form = new HashMap<String, String>();
    form.put("version", "0");
    form.put("role", "APPROVER");
    form.put("team", "");
    form.put("seats", "1");
    form.put("planMinutes", "60");
    form.put("automatic", "true");
    form.put("podErrorSeconds", "60");
    form.put("crashRestarts", "2");
    form.put("stallMinutes", "10");
    form.put("reason", "only what was scanned");
    form.put("outOfReachAccepted", "true");
    return form;
  }
}
