package dev.slipway.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.sandbox.kubernetes.failures.Failure.Effect;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// When a cluster is listed for the table of what runs in it, and when not.
@SlipwayTest
class LooksTests extends AdoptionFixture {

  @Autowired private ClusterGateway gateway;
  @Autowired private Looks ofThePortal;

  private final AtomicInteger surveys = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private Looks looks;

  @BeforeEach
  void count() {
    var counting =
        (ClusterGateway)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ClusterGateway.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("survey")) {
                    surveys.incrementAndGet();
                    goOn.await();
                  }
                  try {
                    return method.invoke(gateway, arguments);
                  } catch (InvocationTargetException failure) {
                    throw failure.getTargetException();
                  }
                });
    looks = new Looks(counting, clusters, Clock.systemUTC());
  }

  @Test
  void whoComesWhileOneLooksWaitsForThat() throws Exception {
    var people = new ArrayList<Thread>();
    for (var number = 0; number < 4; number++) {
      people.add(Thread.ofPlatform().start(() -> looks.at(cluster)));
    }
    people.add(Thread.ofPlatform().start(() -> looks.again(cluster)));
    await().until(() -> people.stream().allMatch(one -> one.getState() == Thread.State.WAITING));
    goOn.countDown();
    for (var one : people) {
      one.join();
    }

    assertThat(surveys).hasValue(1);
    assertThat(looks.kept(cluster)).isPresent();
    looks.again(cluster);
    assertThat(surveys).hasValue(2);
  }

  @Test
  void whatOtherCredentialsSawIsNotShown() {
    goOn.countDown();
    looks.at(cluster);
    var before = clusters.credentialsSince(cluster).orElseThrow();
    JdbcClient.create(TestDatabase.shared().superuser())
        .sql("update cluster set changed_at = clock_timestamp() where id = ?")
        .param(cluster.value())
        .update();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> clusters.credentialsSince(cluster).orElseThrow().isAfter(before));

    assertThat(looks.kept(cluster)).isEmpty();
    looks.at(cluster);
    assertThat(surveys).hasValue(2);
  }

  @Test
  void aLookThatFailedIsTakenAgain() {
    goOn.countDown();
    simulated.failures().add(Failure.always("list", "/services", Effect.UNAVAILABLE));
    assertThatThrownBy(() -> looks.at(cluster)).isInstanceOf(ClusterUnreachable.class);
    simulated.failures().clear();

    assertThat(looks.at(cluster).workloads()).hasSize(2);
  }

  @Test
  void openingTheLinkListsNothingAndTheTableComesAfterwards() {
    grants.give(
        people.byHandle("kofi").orElseThrow().id(),
        Role.SERVICE_OWNER,
        team.id(),
        null,
        "for this test",
        Actor.SYSTEM);
    var kofi = Visitor.signedIn(port, "kofi");

    var frame = Visitor.page(kofi.get("/clusters/" + slug + "/discover?namespace=shop" + mark));

    assertThat(ofThePortal.kept(cluster)).isEmpty();
    assertThat(frame.select("h1").text()).isEqualTo("Discover Adopt");
    var lazy = frame.select("[hx-trigger=load][hx-get]").attr("hx-get");
    assertThat(lazy).isEqualTo("/clusters/" + slug + "/discover/found?namespace=shop" + mark);
    assertThat(Visitor.page(kofi.get(lazy)).text()).contains("web" + mark);
    assertThat(ofThePortal.kept(cluster)).isPresent();
    assertThat(Visitor.page(kofi.get("/clusters/" + slug + "/discover")).text())
        .contains("web" + mark);
  }

  @Test
  void whoHasNoScriptAsksForItByAButton() {
    grants.give(
        people.byHandle("kofi").orElseThrow().id(),
        Role.SERVICE_OWNER,
        team.id(),
        null,
        "for this test",
        Actor.SYSTEM);
    var kofi = Visitor.signedIn(port, "kofi");
    kofi.get("/clusters/" + slug + "/discover");

    kofi.post("/clusters/" + slug + "/discover", Map.of("again", "true"));

    assertThat(Visitor.page(kofi.get("/clusters/" + slug + "/discover")).text())
        .contains("web" + mark);
  }
}
