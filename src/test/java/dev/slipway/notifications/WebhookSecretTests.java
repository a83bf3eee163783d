package dev.slipway.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.Agreeing;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonMother;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Nothing tries out a receiver with the stored secret: whoever names another one brings another
/// secret, and by the next delivery both have changed together.
@SlipwayTest
class WebhookSecretTests {

  @Autowired ApplicationContext portal;
  @Autowired Webhooks webhooks;
  @Autowired People people;
  @Autowired Grants grants;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void silence() {
    jdbc.sql("delete from webhook").update();
  }

  @Test
  @Negative(52)
  void anotherAddressNeverGetsTheStoredSecret() {
    var sam = administrator();
    set("http://127.0.0.1:9/hook", "the secret of the first", sam);
    for (var none : List.of("", "short")) {
      assertThatThrownBy(() -> set("https://evil.example/hook", none, sam))
          .hasMessageContaining("needs at least 16 characters");
    }
    var kept = webhooks.target().orElseThrow();
    assertThat(kept.url().host()).isEqualTo("127.0.0.1");
    assertThat(kept.secret()).isEqualTo("the secret of the first");

    set("https://hooks.example/hook", "the secret of the second", sam);

    assertThat(webhooks.target().orElseThrow().secret()).isEqualTo("the secret of the second");
  }

  private void set(String url, String secret, Actor by) {
    new Agreeing(portal::getBean).to(webhooks.set(url, secret, "The receiver has moved", by));
  }

  private Actor administrator() {
    var mother = new PersonMother();
    var person = mother.person(people);
    grants.give(person.id(), Role.PLATFORM_ADMIN, null, null, "for this test", Actor.SYSTEM);
    return mother.actor(person);
  }
}
