package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.ClusterMother;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.runtime.Mode;
import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.runtime.SlipwaySettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerRulesTests {

  private static final ServerRules SANDBOX = rules(Mode.SANDBOX, true, false);
  private static final ServerRules TRIAL = rules(Mode.PRODUCTION, true, false);
  private static final ServerRules PRODUCTION = rules(Mode.PRODUCTION, false, false);
  private static final ServerRules BESIDE = rules(Mode.PRODUCTION, false, true);

  @Test
  void aCredentialTravelsInClearTextOnLoopbackOnlyAndWhereAskedFor() {
    var plain = at("http://127.0.0.1:8691");
    assertThat(SANDBOX.accepted(plain)).isEqualTo(plain);
    assertThat(BESIDE.accepted(plain)).isEqualTo(plain);
    for (var rules : new ServerRules[] {TRIAL, PRODUCTION}) {
      refused(rules, plain, "clear text");
      assertThatThrownBy(() -> rules.encrypted(plain)).isInstanceOf(DomainFailure.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://127.0.0.1:26443", "https://localhost:6443", "https://[::1]:1"})
  void loopbackIsForTheTrialAndForWhoAsksForIt(String server) {
    assertThat(TRIAL.accepted(at(server)).loopback()).isTrue();
    assertThat(BESIDE.accepted(at(server)).loopback()).isTrue();
    refused(PRODUCTION, at(server), "slipway.outbound.allow-loopback");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://169.254.169.254",
        "https://[fd00:ec2::254]",
        "https://[fe80::1]:6443",
        "https://[::ffff:169.254.169.254]",
        "https://2852039166",
        "https://0.0.0.0:6443",
        "https://100.100.100.200",
        "https://168.63.129.16",
        "https://192.0.0.192:6443"
      })
  void whereNoClusterAnswersIsNeverCalled(String server) {
    for (var rules : new ServerRules[] {SANDBOX, TRIAL, PRODUCTION, BESIDE}) {
      refused(rules, at(server), "which the portal does not call");
      assertThatThrownBy(() -> rules.accepted(at(server)))
          .as("advice that would not help")
          .hasMessageNotContaining("allow-loopback");
    }
  }

  @Test
  void privateNetworksAreWhereClustersLive() {
    assertThat(PRODUCTION.accepted(at("https://10.0.0.1:6443"))).isNotNull();
  }

  @Test
  void aNameThatLeadsElsewhereLaterIsNotCalled() throws Exception {
    var bad = InetAddress.ofLiteral("169.254.169.254");
    var rules =
        new ServerRules(
            false,
            new OutboundAddresses(OutboundAddresses.Reach.NETWORK, _ -> new InetAddress[] {bad}));
    try (var api = new ApiServer(at("https://cluster.example:6443"), rules)) {
      assertThatThrownBy(() -> api.get("/version", Duration.ofSeconds(2)))
          .isInstanceOf(ApiServer.NotSent.class)
          .hasMessageContaining("which the portal does not call");
    }
  }

  private static void refused(ServerRules rules, Kubeconfig kubeconfig, String why) {
    assertThatThrownBy(() -> rules.accepted(kubeconfig))
        .isInstanceOf(DomainFailure.class)
        .hasMessageStartingWith("This kubeconfig cannot be used")
        .hasMessageContaining(why);
  }

  private static Kubeconfig at(String server) {
    return Kubeconfig.parse(ClusterMother.kubeconfig(server, "token: t"));
  }

  private static ServerRules rules(Mode mode, boolean embedded, boolean allowLoopback) {
    return ServerRules.of(
        new SlipwaySettings(mode, embedded, Path.of("target"), null), allowLoopback);
  }
}
